package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A scatter plot of data points. Each dot has a thin white edge that separates it from its
/// neighbours.
///
/// @param label the name in the legend; empty for none
/// @param radius the radius of a dot, in pixels
/// @param shape the shape of a dot
public record Scatter(String label, List<Point> points, double radius, Color color, DotShape shape)
    implements Series {

  public Scatter {
    points = List.copyOf(points);
  }

  /// Dots of a size that suits the number of points.
  public static Scatter of(String label, List<Point> points, Color color) {
    double radius = points.size() > 2000 ? 1.6 : points.size() > 400 ? 2.4 : 3.4;
    return new Scatter(label, points, radius, color, DotShape.CIRCLE);
  }

  /// The dots of one of several groups, such as a class: groups differ in colour and shape, so that
  /// they can be told apart without colours, too.
  ///
  /// @param group the index of the group, from 0
  public static Scatter ofGroup(int group, String label, List<Point> points) {
    Scatter dots = of(label, points, Palette.series(group));
    return new Scatter(label, points, dots.radius, dots.color, DotShape.ofGroup(group));
  }

  /// Dots at (`x[i]`, `y[i]`).
  public static Scatter of(String label, double[] x, double[] y, Color color) {
    return of(label, pair(x, y), color);
  }

  @Override
  public Stream<Point> extent() {
    return points.stream();
  }

  @Override
  public List<Mark> draw(Plane plane) {
    List<Mark> marks = new ArrayList<>();
    for (Point point : points) {
      Point position = plane.at(point);
      if (position.isFinite() && plane.box().grow(radius).contains(position)) {
        marks.add(dot(position));
      }
    }
    return marks;
  }

  @Override
  public Optional<Key> key() {
    Mark sample = dot(new Point(12, 0));
    return label.isEmpty() ? Optional.empty() : Optional.of(new Key(label, List.of(sample)));
  }

  private Mark dot(Point position) {
    return shape.draw(position, radius, color, Stroke.of(Palette.PAPER, 0.25 * radius));
  }

  static List<Point> pair(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "chart: one y for each x, but there are %d x and %d y".formatted(x.length, y.length));
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    return points;
  }
}
