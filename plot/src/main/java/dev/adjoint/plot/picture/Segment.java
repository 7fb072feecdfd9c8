package dev.adjoint.plot.picture;

/// One step of an outline: the pen starts somewhere, draws lines and curves, and may close the
/// loop.
public sealed interface Segment {

  /// Lifts the pen and sets it down at `to`.
  record Move(Point to) implements Segment {}

  /// A straight line to `to`.
  record Line(Point to) implements Segment {}

  /// A cubic Bézier curve to `to`, leaving towards `leave` and arriving from `arrive`.
  record Curve(Point leave, Point arrive, Point to) implements Segment {}

  /// A straight line back to the last [Move].
  record Close() implements Segment {}
}
