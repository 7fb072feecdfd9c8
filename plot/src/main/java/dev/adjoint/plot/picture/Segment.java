package dev.adjoint.plot.picture;

/// One step of an outline: the pen moves to a start, draws lines and curves, and may close the
/// loop.
public sealed interface Segment {

  /// Moves the pen to `to` without drawing.
  record Move(Point to) implements Segment {}

  /// A straight line to `to`.
  record Line(Point to) implements Segment {}

  /// A cubic Bézier curve to `to`; `leave` is the first control point, `arrive` the second.
  record Curve(Point leave, Point arrive, Point to) implements Segment {}

  /// A straight line back to the last [Move].
  record Close() implements Segment {}
}
