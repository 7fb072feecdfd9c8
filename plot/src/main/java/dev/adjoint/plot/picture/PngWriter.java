package dev.adjoint.plot.picture;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Draws a picture as PNG with the shapes of Java2D.
///
/// This class must not use fonts: every Java2D text call fails on a machine without fonts. The
/// letters therefore come from [StrokeFont].
final class PngWriter {

  /// 128 million pixels take half a gigabyte of memory. A larger image means that the scale is
  /// wrong.
  private static final long MOST_PIXELS = 1L << 27;

  /// How much thicker a filled character is in bold, in ems.
  private static final double BOLDER = 0.03;

  private final Graphics2D graphics;

  private PngWriter(Graphics2D graphics) {
    this.graphics = graphics;
  }

  static byte[] write(Picture picture, double scale) {
    double columns = Math.ceil(picture.width() * scale);
    double rows = Math.ceil(picture.height() * scale);
    if (!(scale > 0) || columns * rows > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "png: scale is above 0 and gives at most %d pixels, but scale is %s for a picture of %s × %s"
              .formatted(MOST_PIXELS, scale, picture.width(), picture.height()));
    }
    var image = new BufferedImage((int) columns, (int) rows, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(awt(Palette.PAPER));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    var writer = new PngWriter(graphics);
    picture.marks().forEach(writer::mark);
    graphics.dispose();
    return encode(image);
  }

  static byte[] encode(Raster raster) {
    return encode(image(raster));
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Polyline(var points, var stroke) -> draw(path(points, false), stroke);
      case Mark.Polygon(var points, var fill, var stroke) ->
          paint(path(points, true), fill, stroke);
      case Mark.Rectangle(var box, double radius, var fill, var stroke) ->
          paint(
              new RoundRectangle2D.Double(
                  box.x(), box.y(), box.width(), box.height(), 2 * radius, 2 * radius),
              fill,
              stroke);
      case Mark.Circle(var center, double radius, var fill, var stroke) -> {
        Box box = Box.around(center, 2 * radius, 2 * radius);
        paint(new Ellipse2D.Double(box.x(), box.y(), box.width(), box.height()), fill, stroke);
      }
      case Mark.Path(var segments, var fill, var stroke) -> paint(path(segments), fill, stroke);
      case Mark.Text text -> text(text);
      case Mark.Image(var box, var raster, boolean smooth) -> image(box, raster, smooth);
      case Mark.Group(var marks, var clip) -> {
        Shape before = graphics.getClip();
        clip.ifPresent(box ->
            graphics.clip(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height())));
        marks.forEach(this::mark);
        graphics.setClip(before);
      }
      case Mark.Shifted(double dx, double dy, var marks) -> {
        graphics.translate(dx, dy);
        marks.forEach(this::mark);
        graphics.translate(-dx, -dy);
      }
    }
  }

  private void text(Mark.Text text) {
    Lettering lettering = text.lettering();
    double width = StrokeFont.advance(text.text(), lettering.bold()) * lettering.size();
    double shift =
        switch (text.align()) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    AffineTransform before = graphics.getTransform();
    graphics.translate(text.at().x(), text.at().y());
    graphics.rotate(-Math.toRadians(text.turn()));
    graphics.translate(shift, 0);
    Stroke pen =
        Stroke.of(lettering.color(), StrokeFont.penWidth(lettering.bold()) * lettering.size());
    draw(path(StrokeFont.outline(text.text(), lettering)), pen);
    Stroke thickness =
        lettering.bold() ? Stroke.of(lettering.color(), BOLDER * lettering.size()) : Stroke.NONE;
    paint(path(StrokeFont.filled(text.text(), lettering)), lettering.color(), thickness);
    graphics.setTransform(before);
  }

  private void image(Box box, Raster raster, boolean smooth) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        smooth
            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    var transform = new AffineTransform();
    transform.translate(box.x(), box.y());
    transform.scale(box.width() / raster.columns(), box.height() / raster.rows());
    graphics.drawImage(image(raster), transform, null);
  }

  private void paint(Shape shape, Color fill, Stroke stroke) {
    if (!fill.isNone()) {
      graphics.setColor(awt(fill));
      graphics.fill(shape);
    }
    draw(shape, stroke);
  }

  private void draw(Shape shape, Stroke stroke) {
    if (stroke.isNone()) {
      return;
    }
    graphics.setColor(awt(stroke.color()));
    float width = (float) stroke.width();
    float[] dashes = new float[stroke.dashes().size()];
    for (int i = 0; i < dashes.length; i++) {
      dashes[i] = stroke.dashes().get(i).floatValue();
    }
    int round = BasicStroke.CAP_ROUND;
    int join = BasicStroke.JOIN_ROUND;
    graphics.setStroke(
        dashes.length == 0
            ? new BasicStroke(width, round, join)
            : new BasicStroke(width, round, join, 1, dashes, 0));
    graphics.draw(shape);
  }

  private static Path2D path(List<Point> points, boolean closed) {
    var path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    boolean first = true;
    for (Point point : points) {
      if (first) {
        path.moveTo(point.x(), point.y());
        first = false;
      } else {
        path.lineTo(point.x(), point.y());
      }
    }
    if (closed && !first) {
      path.closePath();
    }
    return path;
  }

  private static Path2D path(List<Segment> segments) {
    var path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (Segment segment : segments) {
      switch (segment) {
        case Segment.Move(var to) -> path.moveTo(to.x(), to.y());
        case Segment.Line(var to) -> path.lineTo(to.x(), to.y());
        case Segment.Curve(var leave, var arrive, var to) ->
            path.curveTo(leave.x(), leave.y(), arrive.x(), arrive.y(), to.x(), to.y());
        case Segment.Close() -> path.closePath();
      }
    }
    return path;
  }

  private static BufferedImage image(Raster raster) {
    var image = new BufferedImage(raster.columns(), raster.rows(), BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, raster.columns(), raster.rows(), raster.toArgb(), 0, raster.columns());
    return image;
  }

  private static byte[] encode(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("png: this Java has no PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static java.awt.Color awt(Color color) {
    return new java.awt.Color(color.red(), color.green(), color.blue(), color.opacity());
  }
}
