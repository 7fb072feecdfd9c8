package dev.adjoint.plot.picture;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Writes a picture as SVG 1.1 with real text, without scripts, styles or identifiers. Several such
/// pictures can be in one page.
final class SvgWriter {

  private static final String FONTS =
      "'Helvetica Neue', Helvetica, Arial, 'Noto Sans', 'DejaVu Sans', 'Noto Sans SC', "
          + "'PingFang SC', 'Microsoft YaHei', sans-serif";

  private final StringBuilder out = new StringBuilder();

  private SvgWriter() {}

  static String document(Picture picture) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(picture) + "\n";
  }

  static String element(Picture picture) {
    var writer = new SvgWriter();
    String width = number(picture.width());
    String height = number(picture.height());
    writer
        .out
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .append(attribute("width", width))
        .append(attribute("height", height))
        .append(attribute("viewBox", "0 0 " + width + " " + height))
        .append(attribute("role", "img"))
        .append(attribute("aria-label", picture.title()))
        .append(attribute("font-family", FONTS))
        .append(attribute("stroke-linecap", "round"))
        .append(attribute("stroke-linejoin", "round"))
        .append(">\n<title>")
        .append(escape(picture.title()))
        .append("</title>\n<desc>")
        .append(escape(picture.description()))
        .append("</desc>\n");
    var whole = new Box(0, 0, picture.width(), picture.height());
    writer.mark(new Mark.Rectangle(whole, 0, Palette.PAPER, Stroke.NONE));
    picture.marks().forEach(writer::mark);
    return writer.out.append("</svg>").toString();
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Polyline(var points, var stroke) ->
          simple("polyline", attribute("points", points(points)), Color.NONE, stroke);
      case Mark.Polygon(var points, var fill, var stroke) ->
          simple("polygon", attribute("points", points(points)), fill, stroke);
      case Mark.Rectangle(var box, double radius, var fill, var stroke) ->
          simple("rect", bounds(box) + (radius > 0 ? length("rx", radius) : ""), fill, stroke);
      case Mark.Circle(var center, double radius, var fill, var stroke) ->
          simple(
              "circle",
              length("cx", center.x()) + length("cy", center.y()) + length("r", radius),
              fill,
              stroke);
      case Mark.Path(var segments, var fill, var stroke) ->
          simple("path", attribute("d", outline(segments)), fill, stroke);
      case Mark.Text text -> text(text);
      case Mark.Image(var box, var raster, boolean smooth) -> image(box, raster, smooth);
      case Mark.Group(var marks, var clip) -> group(marks, clip);
      case Mark.Shifted(double dx, double dy, var marks) -> {
        out.append("<g transform=\"translate(").append(number(dx)).append(' ');
        out.append(number(dy)).append(")\">\n");
        marks.forEach(this::mark);
        out.append("</g>\n");
      }
    }
  }

  private void simple(String name, String geometry, Color fill, Stroke stroke) {
    out.append('<').append(name).append(geometry);
    out.append(paint("fill", fill));
    if (!stroke.isNone()) {
      out.append(paint("stroke", stroke.color())).append(length("stroke-width", stroke.width()));
      if (!stroke.dashes().isEmpty()) {
        List<String> dashes = stroke.dashes().stream().map(SvgWriter::number).toList();
        out.append(attribute("stroke-dasharray", String.join(" ", dashes)));
      }
    }
    out.append("/>\n");
  }

  private void text(Mark.Text text) {
    Point at = text.at();
    out.append("<text").append(length("x", at.x())).append(length("y", at.y()));
    out.append(length("font-size", text.lettering().size()));
    if (text.lettering().bold()) {
      out.append(attribute("font-weight", "bold"));
    }
    switch (text.align()) {
      case START -> {}
      case MIDDLE -> out.append(attribute("text-anchor", "middle"));
      case END -> out.append(attribute("text-anchor", "end"));
    }
    out.append(paint("fill", text.lettering().color()));
    if (text.turn() != 0) {
      String turn =
          "rotate(%s %s %s)".formatted(number(-text.turn()), number(at.x()), number(at.y()));
      out.append(attribute("transform", turn));
    }
    out.append('>').append(escape(text.text())).append("</text>\n");
  }

  private void image(Box box, Raster raster, boolean smooth) {
    String data = Base64.getEncoder().encodeToString(PngWriter.encode(raster));
    out.append("<image").append(bounds(box));
    out.append(attribute("preserveAspectRatio", "none"));
    if (!smooth) {
      out.append(attribute("image-rendering", "pixelated"));
    }
    out.append(attribute("href", "data:image/png;base64," + data)).append("/>\n");
  }

  /// A nested `svg` element clips to its own box and needs no identifier for this.
  private void group(List<Mark> marks, Optional<Box> clip) {
    clip.ifPresentOrElse(
        box -> {
          String view =
              "%s %s %s %s"
                  .formatted(
                      number(box.x()), number(box.y()), number(box.width()), number(box.height()));
          out.append("<svg").append(bounds(box)).append(attribute("viewBox", view));
          out.append(attribute("overflow", "hidden")).append(">\n");
          marks.forEach(this::mark);
          out.append("</svg>\n");
        },
        () -> {
          out.append("<g>\n");
          marks.forEach(this::mark);
          out.append("</g>\n");
        });
  }

  private static String outline(List<Segment> segments) {
    var d = new StringBuilder();
    for (Segment segment : segments) {
      switch (segment) {
        case Segment.Move(var to) -> d.append('M').append(pair(to));
        case Segment.Line(var to) -> d.append('L').append(pair(to));
        case Segment.Curve(var leave, var arrive, var to) ->
            d.append('C')
                .append(pair(leave))
                .append(' ')
                .append(pair(arrive))
                .append(' ')
                .append(pair(to));
        case Segment.Close() -> d.append('Z');
      }
    }
    return d.toString();
  }

  private static String points(List<Point> points) {
    return String.join(" ", points.stream().map(SvgWriter::pair).toList());
  }

  private static String pair(Point point) {
    return number(point.x()) + "," + number(point.y());
  }

  private static String bounds(Box box) {
    return length("x", box.x())
        + length("y", box.y())
        + length("width", box.width())
        + length("height", box.height());
  }

  private static String paint(String name, Color color) {
    if (color.isNone()) {
      return attribute(name, "none");
    }
    String opacity =
        color.opacity() == 255 ? "" : length(name + "-opacity", color.opacity() / 255.0);
    return attribute(name, color.toHex()) + opacity;
  }

  private static String length(String name, double value) {
    return attribute(name, number(value));
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + escape(value) + "\"";
  }

  /// A number with at most two decimals and no trailing zeros, the same in every locale.
  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("svg: a coordinate is " + value);
    }
    long hundredths = Math.round(value * 100);
    long whole = Math.abs(hundredths) / 100;
    long rest = Math.abs(hundredths) % 100;
    String decimals =
        rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : (rest < 10 ? ".0" : ".") + rest;
    return (hundredths < 0 ? "-" : "") + whole + decimals;
  }

  private static String escape(String text) {
    return Markup.escape(text);
  }
}
