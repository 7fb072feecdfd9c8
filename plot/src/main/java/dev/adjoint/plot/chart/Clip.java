package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps lines to what can be seen, so that a path that runs away does not give absurd coordinates.
final class Clip {
  private Clip() {}

  /// A place that is far outside the box is drawn in to ten box sizes from it: the picture clips it
  /// anyway.
  static Point near(Box box, Point place) {
    Box all = box.grow(10 * Math.max(box.width(), box.height()));
    return new Point(
        Math.clamp(place.x(), all.x(), all.right()), Math.clamp(place.y(), all.y(), all.bottom()));
  }

  /// The part of the segment from `a` to `b` inside `box` as two points, by Liang and Barsky's
  /// method (1984).
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

  /// The points without those closer than `step` pixels to the one kept before; first and last
  /// stay.
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
