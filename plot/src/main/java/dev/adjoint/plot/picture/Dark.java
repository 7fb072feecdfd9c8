package dev.adjoint.plot.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Turns a picture for light paper into one for a dark page: the lightness of every colour is
/// reversed in OKLab and its hue stays, so what was far from the paper stays far from it. The
/// colours with a meaning, such as those of values and gradients, have fixed counterparts.
final class Dark {

  private static final Color PAGE = Color.of(0x14181D);
  private static final Map<Color, Color> FIXED =
      Map.of(
          Palette.PAPER, PAGE,
          Palette.INK, Color.of(0xE6EAEE),
          Palette.MUTED, Color.of(0xA3AEB9),
          Palette.RULE, Color.of(0x6B7681),
          Palette.GRID, Color.of(0x2A323A),
          Palette.FORWARD, Color.of(0x6DB8E8),
          Palette.BACKWARD, Color.of(0xF2A36B));

  private Dark() {}

  static Picture of(Picture picture) {
    List<Mark> marks = new ArrayList<>();
    Box whole = new Box(0, 0, picture.width(), picture.height());
    marks.add(new Mark.Rectangle(whole, 0, PAGE, Stroke.NONE));
    picture.marks().forEach(mark -> marks.add(mark(mark)));
    return new Picture(
        picture.title(), picture.description(), picture.width(), picture.height(), marks);
  }

  private static Mark mark(Mark mark) {
    return switch (mark) {
      case Mark.Polyline(var points, var stroke) -> new Mark.Polyline(points, stroke(stroke));
      case Mark.Polygon(var points, var fill, var stroke) ->
          new Mark.Polygon(points, color(fill), stroke(stroke));
      case Mark.Rectangle(var box, var radius, var fill, var stroke) ->
          new Mark.Rectangle(box, radius, color(fill), stroke(stroke));
      case Mark.Circle(var center, var radius, var fill, var stroke) ->
          new Mark.Circle(center, radius, color(fill), stroke(stroke));
      case Mark.Path(var segments, var fill, var stroke) ->
          new Mark.Path(segments, color(fill), stroke(stroke));
      case Mark.Text text ->
          new Mark.Text(
              text.text(),
              text.at(),
              text.align(),
              text.lettering().withColor(color(text.lettering().color())),
              text.turn());
      case Mark.Image(var box, var raster, var smooth) ->
          new Mark.Image(
              box,
              Raster.of(
                  raster.columns(),
                  raster.rows(),
                  (column, row) -> color(raster.color(column, row))),
              smooth);
      case Mark.Group(var marks, var clip) -> new Mark.Group(all(marks), clip);
      case Mark.Shifted(var dx, var dy, var marks) -> new Mark.Shifted(dx, dy, all(marks));
    };
  }

  private static List<Mark> all(List<Mark> marks) {
    return marks.stream().map(Dark::mark).toList();
  }

  private static Stroke stroke(Stroke stroke) {
    return new Stroke(color(stroke.color()), stroke.width(), stroke.dashes());
  }

  static Color color(Color color) {
    if (color.isNone()) {
      return color;
    }
    Color opaque = new Color(color.red(), color.green(), color.blue(), 255);
    Color fixed = FIXED.get(opaque);
    if (fixed != null) {
      return new Color(fixed.red(), fixed.green(), fixed.blue(), color.opacity());
    }
    double[] lab = OkLab.from(color);
    // The lightness of the page at white, and almost white at black.
    lab[0] = PAGE.lightness() + (1 - lab[0]) * (0.97 - PAGE.lightness());
    return OkLab.toColor(lab, color.opacity());
  }
}
