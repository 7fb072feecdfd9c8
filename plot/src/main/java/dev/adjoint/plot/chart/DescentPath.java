package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Arrow;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The path of a descent over the plane of two parameters: a ring at its start, a dot for every
/// step that is visible separately, arrow tips for the direction, and a diamond at its end.
///
/// The path ends before the first point that is not finite, and it is cut at the edge of the plot.
/// A path that diverges therefore does not stretch the axes, and it can be drawn beside one that
/// converges.
///
/// @param label the name in the legend; empty for none
/// @param points in data coordinates, the start first
public record DescentPath(String label, List<Point> points, Color color) implements Series {
  private static final double TIP = 8.5;

  /// The smallest distance between two arrow tips, in pixels.
  private static final double TIP_EVERY = 24;

  public DescentPath {
    points = List.copyOf(points);
  }

  /// The path through the points (`x[i]`, `y[i]`).
  public static DescentPath of(String label, double[] x, double[] y, Color color) {
    return new DescentPath(label, Scatter.pair(x, y), color);
  }

  @Override
  public Stream<Point> extent() {
    return points.stream().limit(1);
  }

  @Override
  public List<Mark> draw(Plane plane) {
    List<Point> positions = points.stream().map(plane::at).takeWhile(Point::isFinite).toList();
    if (positions.isEmpty()) {
      return List.of();
    }
    Box around = plane.box().grow(12);
    List<Mark> halo = new ArrayList<>();
    List<Mark> lines = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (List<Point> run : runs(Clip.thin(positions, 0.4), around)) {
      halo.add(new Mark.Polyline(run, Stroke.of(Palette.PAPER.withOpacity(0.7), 4)));
      lines.add(new Mark.Polyline(run, Stroke.of(color, 1.6)));
      marks.addAll(tips(run));
    }
    for (Point position : Clip.thin(positions, 6)) {
      if (around.contains(position)) {
        marks.add(new Mark.Circle(position, 2, color, Stroke.NONE));
      }
    }
    marks.add(start(positions.getFirst()));
    if (around.contains(positions.getLast())) {
      marks.add(end(positions.getLast()));
    }
    halo.addAll(lines);
    halo.addAll(marks);
    return halo;
  }

  @Override
  public Optional<Key> key() {
    Mark line = Mark.Polyline.line(new Point(1, 0), new Point(17, 0), Stroke.of(color, 1.6));
    return label.isEmpty()
        ? Optional.empty()
        : Optional.of(new Key(label, List.of(line, end(new Point(18, 0)))));
  }

  /// The parts of the path inside `box`.
  private static List<List<Point>> runs(List<Point> positions, Box box) {
    List<List<Point>> runs = new ArrayList<>();
    List<Point> run = new ArrayList<>();
    for (int i = 1; i < positions.size(); i++) {
      Optional<List<Point>> part = Clip.segment(box, positions.get(i - 1), positions.get(i));
      if (part.isEmpty()) {
        continue;
      }
      Point from = part.get().getFirst();
      if (run.isEmpty() || run.getLast().distance(from) > 1e-6) {
        run = new ArrayList<>(List.of(from));
        runs.add(run);
      }
      run.add(part.get().getLast());
    }
    return runs;
  }

  /// An arrow tip in the middle of each step that is long enough for one.
  private List<Mark> tips(List<Point> run) {
    List<Mark> tips = new ArrayList<>();
    List<Point> taken = new ArrayList<>();
    for (int i = 1; i < run.size(); i++) {
      Point from = run.get(i - 1);
      Point to = run.get(i);
      double length = from.distance(to);
      Point middle = from.towards(to, 0.5);
      boolean free = taken.stream().allMatch(other -> other.distance(middle) >= TIP_EVERY);
      if (length >= 1.6 * TIP && free) {
        tips.add(Arrow.tip(from, from.towards(to, 0.5 + TIP / 2 / length), TIP, color));
        taken.add(middle);
      }
    }
    return tips;
  }

  private Mark start(Point position) {
    return new Mark.Circle(position, 4.5, Palette.PAPER, Stroke.of(color, 2));
  }

  private Mark end(Point position) {
    double r = 5;
    return new Mark.Polygon(
        List.of(
            position.plus(0, -r), position.plus(r, 0), position.plus(0, r), position.plus(-r, 0)),
        color,
        Stroke.of(Palette.PAPER, 1));
  }
}
