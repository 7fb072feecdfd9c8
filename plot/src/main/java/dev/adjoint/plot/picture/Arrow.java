package dev.adjoint.plot.picture;

import java.util.ArrayList;
import java.util.List;

/// Lines with an arrow tip at their end.
public final class Arrow {
  private Arrow() {}

  /// A straight arrow; the tip touches `to`.
  public static List<Mark> straight(Point from, Point to, Stroke stroke) {
    return rounded(List.of(from, to), 0, stroke);
  }

  /// An arrow along `corners`, rounded with a radius of `radius` pixels; the tip touches the last
  /// corner.
  public static List<Mark> rounded(List<Point> corners, double radius, Stroke stroke) {
    if (corners.size() < 2) {
      return List.of();
    }
    double length = tipLength(stroke);
    Point to = corners.getLast();
    Point before = corners.get(corners.size() - 2);
    double last = before.distance(to);
    // The line ends inside the tip; otherwise its round end would be visible in front of the tip.
    Point end = last == 0 ? to : to.towards(before, Math.min(1, 0.7 * length / last));
    List<Segment> line = new ArrayList<>();
    line.add(new Segment.Move(corners.getFirst()));
    for (int i = 1; i < corners.size() - 1; i++) {
      Point corner = corners.get(i);
      Point next = i == corners.size() - 2 ? end : corners.get(i + 1);
      double in = corners.get(i - 1).distance(corner);
      double out = corner.distance(next);
      double cut = Math.min(radius, Math.min(in, out) / 2);
      if (cut < 0.5) {
        line.add(new Segment.Line(corner));
      } else {
        Point arrive = corner.towards(corners.get(i - 1), cut / in);
        Point leave = corner.towards(next, cut / out);
        line.add(new Segment.Line(arrive));
        line.add(
            new Segment.Curve(arrive.towards(corner, 0.55), leave.towards(corner, 0.55), leave));
      }
    }
    line.add(new Segment.Line(end));
    return List.of(
        new Mark.Path(line, Color.NONE, stroke), tip(before, to, length, stroke.color()));
  }

  /// Only the tip: a triangle `length` pixels long that points from `from` to `to` and touches
  /// `to`.
  public static Mark tip(Point from, Point to, double length, Color color) {
    double distance = from.distance(to);
    double ux = distance == 0 ? 1 : (to.x() - from.x()) / distance;
    double uy = distance == 0 ? 0 : (to.y() - from.y()) / distance;
    double half = 0.42 * length;
    Point foot = to.plus(-length * ux, -length * uy);
    return new Mark.Polygon(
        List.of(
            to,
            foot.plus(-half * uy, half * ux),
            to.plus(-0.75 * length * ux, -0.75 * length * uy),
            foot.plus(half * uy, -half * ux)),
        color,
        Stroke.NONE);
  }

  private static double tipLength(Stroke stroke) {
    return 5 + 3 * stroke.width();
  }
}
