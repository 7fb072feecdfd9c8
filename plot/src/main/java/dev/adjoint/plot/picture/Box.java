package dev.adjoint.plot.picture;

/// A rectangle with horizontal and vertical sides: its upper left corner and its size, in pixels at
/// scale 1.
public record Box(double x, double y, double width, double height) {

  /// The box with the given centre and size.
  public static Box around(Point center, double width, double height) {
    return new Box(center.x() - width / 2, center.y() - height / 2, width, height);
  }

  /// The x of the right edge.
  public double right() {
    return x + width;
  }

  /// The y of the lower edge.
  public double bottom() {
    return y + height;
  }

  /// The middle.
  public Point center() {
    return new Point(x + width / 2, y + height / 2);
  }

  /// This box grown by `margin` on every side; a negative margin shrinks it.
  public Box grow(double margin) {
    return new Box(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
  }

  /// This box moved by (dx, dy).
  public Box plus(double dx, double dy) {
    return new Box(x + dx, y + dy, width, height);
  }

  /// The smallest box that contains this box and `other`.
  public Box union(Box other) {
    double left = Math.min(x, other.x);
    double top = Math.min(y, other.y);
    return new Box(
        left,
        top,
        Math.max(right(), other.right()) - left,
        Math.max(bottom(), other.bottom()) - top);
  }

  /// Whether `point` is inside or on the edge.
  public boolean contains(Point point) {
    return point.x() >= x && point.x() <= right() && point.y() >= y && point.y() <= bottom();
  }

  /// Whether `other` is completely inside this box; it may touch the edge from inside.
  public boolean contains(Box other) {
    return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
  }

  /// Whether the interiors of both boxes overlap.
  public boolean overlaps(Box other) {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
}
