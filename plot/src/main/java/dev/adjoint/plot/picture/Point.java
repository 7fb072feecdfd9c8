package dev.adjoint.plot.picture;

/// A point. In a picture it is in pixels at scale 1, with x to the right and y down; in the data of
/// a chart it is in the units of the chart.
public record Point(double x, double y) {

  /// This point moved by (dx, dy).
  public Point plus(double dx, double dy) {
    return new Point(x + dx, y + dy);
  }

  /// The point at `fraction` of the way from here (0) to `end` (1).
  public Point towards(Point end, double fraction) {
    return new Point(x + fraction * (end.x - x), y + fraction * (end.y - y));
  }

  /// The Euclidean distance to `other`, in pixels.
  public double distance(Point other) {
    return Math.hypot(other.x - x, other.y - y);
  }

  /// Whether both coordinates are finite.
  public boolean isFinite() {
    return Double.isFinite(x) && Double.isFinite(y);
  }
}
