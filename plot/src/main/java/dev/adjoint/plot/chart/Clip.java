package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Limits lines to the visible part, so a path that diverges does not produce huge coordinates.
final class Clip {
  private Clip() {}

  /// Moves a point that is far outside the box to a distance of ten box sizes. It is invisible at
  /// both positions, because the picture clips it.
  static Point near(Box box, Point position) {
    Box all = box.grow(10 * Math.max(box.width(), box.height()));
    return new Point(
        Math.clamp(position.x(), all.x(), all.right()),
        Math.clamp(position.y(), all.y(), all.bottom()));
  }

  /// The two end points of the part of the segment from `a` to `b` inside `box`, by the method of
  /// Liang and Barsky (1984).
  static Optional<List<Point>> segment(Box box, Point a, Point b) {
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    double[] toward = {-dx, dx, -dy, dy};
    double[] room = {a.x() - box.x(), box.right() - a.x(), a.y() - box.y(), box.bottom() - a.y()};
    double enter = 0;
    double leave = 1;
    for (int side = 0; side < 4; side++) {
      if (toward[side] == 0) {
        if (room[side] < 0) {
          return Optional.empty();
        }
        continue;
      }
      double at = room[side] / toward[side];
      if (toward[side] < 0) {
        enter = Math.max(enter, at);
      } else {
        leave = Math.min(leave, at);
      }
    }
    return enter <= leave && !Double.isNaN(enter + leave)
        ? Optional.of(List.of(a.towards(b, enter), a.towards(b, leave)))
        : Optional.empty();
  }

  /// Removes points that are closer than `step` pixels to the previous remaining point. The first
  /// and the last point remain.
  static List<Point> thin(List<Point> points, double step) {
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      boolean end = i == 0 || i == points.size() - 1;
      if (end || kept.getLast().distance(points.get(i)) >= step) {
        kept.add(points.get(i));
      }
    }
    return kept;
  }
}
