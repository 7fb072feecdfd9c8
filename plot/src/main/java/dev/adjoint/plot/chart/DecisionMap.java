package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.util.List;

/// The result of a classifier with two inputs: its regions and borders under the data points of
/// every class.
///
/// @param classes the name of each class
/// @param probabilities one grid for each class, all over the same points
/// @param points the data points of each class
public record DecisionMap(
    String title,
    String xLabel,
    String yLabel,
    List<String> classes,
    List<Grid> probabilities,
    List<List<Point>> points) {

  public DecisionMap {
    classes = List.copyOf(classes);
    probabilities = List.copyOf(probabilities);
    points = List.copyOf(points);
    if (classes.size() != probabilities.size() || classes.size() != points.size()) {
      throw new IllegalArgumentException(
          "decision map: a grid and a list of points for each class, but there are %d classes, %d grids and %d lists"
              .formatted(classes.size(), probabilities.size(), points.size()));
    }
  }

  /// The finished picture.
  public Picture toPicture() {
    Grid grid = probabilities.getFirst();
    Chart chart =
        Chart.of(
                title,
                Axis.linear(xLabel).withRange(grid.x()),
                Axis.linear(yLabel).withRange(grid.y()))
            .withSize(560, 480)
            .with(new ClassRegions(probabilities));
    for (int k = 0; k < classes.size(); k++) {
      chart = chart.with(Scatter.ofGroup(k, classes.get(k), points.get(k)));
    }
    return chart.toPicture();
  }
}
