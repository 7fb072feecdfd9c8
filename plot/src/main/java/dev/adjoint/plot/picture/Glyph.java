package dev.adjoint.plot.picture;

import java.util.ArrayList;
import java.util.List;

/// The strokes of one letter, in hundredths of the em with y **up** from the baseline, and the
/// distance to the next letter.
///
/// @param filled whether the strokes are outlines to fill, not lines to draw with a pen
record Glyph(double advance, List<Segment> strokes, boolean filled) {

  static final Glyph EMPTY = new Glyph(0, List.of());

  Glyph(double advance, List<Segment> strokes) {
    this(advance, strokes, false);
  }

  Glyph {
    strokes = List.copyOf(strokes);
  }

  /// The height of the highest end of a stroke.
  double top() {
    double top = 0;
    for (Segment stroke : strokes) {
      top =
          switch (stroke) {
            case Segment.Move(Point to) -> Math.max(top, to.y());
            case Segment.Line(Point to) -> Math.max(top, to.y());
            case Segment.Curve(Point _, Point _, Point to) -> Math.max(top, to.y());
            case Segment.Close() -> top;
          };
    }
    return top;
  }

  /// The strokes times `scale`, then moved by (dx, dy).
  Glyph moved(double scale, double dx, double dy) {
    List<Segment> out = new ArrayList<>();
    map(out, scale, dx, dy, scale);
    return new Glyph(advance * scale, out, filled);
  }

  /// Adds the strokes in pixels, with y down. `unit` is a hundredth of the em, and the letter
  /// starts at (x, y).
  void addTo(List<Segment> out, double unit, double x, double y) {
    map(out, unit, x * unit, -y * unit, -unit);
  }

  private void map(List<Segment> out, double scaleX, double dx, double dy, double scaleY) {
    for (Segment stroke : strokes) {
      out.add(
          switch (stroke) {
            case Segment.Move(Point to) -> new Segment.Move(map(to, scaleX, dx, dy, scaleY));
            case Segment.Line(Point to) -> new Segment.Line(map(to, scaleX, dx, dy, scaleY));
            case Segment.Curve(Point leave, Point arrive, Point to) ->
                new Segment.Curve(
                    map(leave, scaleX, dx, dy, scaleY),
                    map(arrive, scaleX, dx, dy, scaleY),
                    map(to, scaleX, dx, dy, scaleY));
            case Segment.Close close -> close;
          });
    }
  }

  private static Point map(Point p, double scaleX, double dx, double dy, double scaleY) {
    return new Point(dx + scaleX * p.x(), dy + scaleY * p.y());
  }
}
