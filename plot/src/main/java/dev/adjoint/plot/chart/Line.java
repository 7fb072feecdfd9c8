package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/// A line through data points. It is interrupted where a value is not finite.
///
/// @param label the name in the legend; empty for none
public record Line(String label, List<Point> points, Stroke stroke) implements Series {

  public Line {
    points = List.copyOf(points);
  }

  /// The line through the points (`x[i]`, `y[i]`).
  public static Line of(String label, double[] x, double[] y, Color color) {
    return new Line(label, Scatter.pair(x, y), Stroke.of(color, 2));
  }

  /// The line through the values `y` at 1, 2, 3 and so on, for example values by epoch.
  public static Line of(String label, double[] y, Color color) {
    return of(label, new Range(1, Math.max(1, y.length)).spread(y.length), y, color);
  }

  /// The graph of `f` over `x`, sampled at 241 points.
  public static Line of(String label, DoubleUnaryOperator f, Range x, Color color) {
    double[] xs = x.spread(241);
    double[] ys = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      ys[i] = f.applyAsDouble(xs[i]);
    }
    return of(label, xs, ys, color);
  }

  /// The same line, dashed.
  public Line dashed() {
    return new Line(label, points, stroke.dashed());
  }

  @Override
  public Stream<Point> extent() {
    return points.stream();
  }

  @Override
  public List<Mark> draw(Plane plane) {
    List<Mark> marks = new ArrayList<>();
    List<Point> run = new ArrayList<>();
    for (Point point : points) {
      Point position = plane.at(point);
      if (position.isFinite()) {
        run.add(Clip.near(plane.box(), position));
      } else {
        finish(run, marks);
      }
    }
    finish(run, marks);
    return marks;
  }

  @Override
  public Optional<Key> key() {
    Mark sample = Mark.Polyline.line(new Point(1, 0), new Point(23, 0), stroke);
    return label.isEmpty() ? Optional.empty() : Optional.of(new Key(label, List.of(sample)));
  }

  private void finish(List<Point> run, List<Mark> marks) {
    if (run.size() == 1) {
      marks.add(new Mark.Circle(run.getFirst(), 1.2 * stroke.width(), stroke.color(), Stroke.NONE));
    } else if (run.size() > 1) {
      marks.add(new Mark.Polyline(Simplified.of(Clip.thin(run, 0.3), 0.1), stroke));
    }
    run.clear();
  }
}
