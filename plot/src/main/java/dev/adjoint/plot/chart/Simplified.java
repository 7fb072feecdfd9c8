package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A line with fewer points that looks the same.
///
/// **Source**: Ramer, "An iterative procedure for the polygonal approximation of plane curves",
/// 1972; Douglas and Peucker, 1973.
final class Simplified {
  private Simplified() {}

  /// A subset of `points` in the same order, with the first and the last. Each omitted point is at
  /// most `tolerance` away from the line through the remaining points.
  static List<Point> of(List<Point> points, double tolerance) {
    int count = points.size();
    if (count < 3) {
      return points;
    }
    boolean[] kept = new boolean[count];
    kept[0] = true;
    kept[count - 1] = true;
    Deque<int[]> open = new ArrayDeque<>();
    open.push(new int[] {0, count - 1});
    while (!open.isEmpty()) {
      int[] part = open.pop();
      double most = tolerance;
      int farthest = -1;
      for (int i = part[0] + 1; i < part[1]; i++) {
        double distance = distance(points.get(i), points.get(part[0]), points.get(part[1]));
        if (distance > most) {
          most = distance;
          farthest = i;
        }
      }
      if (farthest >= 0) {
        kept[farthest] = true;
        open.push(new int[] {part[0], farthest});
        open.push(new int[] {farthest, part[1]});
      }
    }
    List<Point> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (kept[i]) {
        result.add(points.get(i));
      }
    }
    return result;
  }

  private static double distance(Point p, Point a, Point b) {
    double length = a.distance(b);
    if (length == 0) {
      return p.distance(a);
    }
    double along =
        ((p.x() - a.x()) * (b.x() - a.x()) + (p.y() - a.y()) * (b.y() - a.y())) / length / length;
    return p.distance(a.towards(b, Math.clamp(along, 0.0, 1.0)));
  }
}
