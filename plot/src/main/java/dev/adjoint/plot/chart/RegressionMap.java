package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The result of a regression with two inputs: its predictions as a heat map under the data points.
/// Each point has the colour of its target, so with a good fit the points have nearly the same
/// colour as the map.
///
/// @param predictions over the plane of the inputs
/// @param points the inputs of the data points
/// @param targets the targets of the data points, in the order of `points`
public record RegressionMap(
    String title,
    String xLabel,
    String yLabel,
    Grid predictions,
    List<Point> points,
    List<Double> targets) {

  public RegressionMap {
    points = List.copyOf(points);
    targets = List.copyOf(targets);
    if (points.size() != targets.size()) {
      throw new IllegalArgumentException(
          "regression map: a target for each point, but there are %d points and %d targets"
              .formatted(points.size(), targets.size()));
    }
  }

  /// The finished picture.
  public Picture toPicture() {
    Range predicted = predictions.range().orElse(new Range(0, 1));
    Range all =
        Range.of(targets.stream().mapToDouble(Double::doubleValue))
            .map(predicted::union)
            .orElse(predicted);
    var ground = new HeatMap(predictions, all);
    return Chart.of(
            title,
            Axis.linear(xLabel).withRange(predictions.x()),
            Axis.linear(yLabel).withRange(predictions.y()))
        .withSize(560, 460)
        .with(ground)
        .with(new Targets(points, targets, ground))
        .toPicture();
  }

  private record Targets(List<Point> points, List<Double> targets, HeatMap ground)
      implements Series {

    @Override
    public Stream<Point> extent() {
      return points.stream();
    }

    @Override
    public List<Mark> draw(Plane plane) {
      double radius = points.size() > 400 ? 2.4 : 3.6;
      List<Mark> marks = new ArrayList<>();
      for (int i = 0; i < points.size(); i++) {
        Point position = plane.at(points.get(i));
        if (position.isFinite() && plane.box().contains(position)) {
          marks.add(
              new Mark.Circle(
                  position,
                  radius,
                  ground.color(targets.get(i)),
                  Stroke.of(Palette.INK.withOpacity(0.8), 0.9)));
        }
      }
      return marks;
    }
  }
}
