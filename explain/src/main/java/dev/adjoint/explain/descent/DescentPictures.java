package dev.adjoint.explain.descent;

import dev.adjoint.explain.chart.Axis;
import dev.adjoint.explain.chart.Chart;
import dev.adjoint.explain.chart.DescentMap;
import dev.adjoint.explain.chart.DescentPath;
import dev.adjoint.explain.chart.Grid;
import dev.adjoint.explain.chart.Line;
import dev.adjoint.explain.chart.Points;
import dev.adjoint.explain.chart.Range;
import dev.adjoint.explain.chart.SurfaceChart;
import dev.adjoint.explain.picture.Palette;
import dev.adjoint.explain.picture.Picture;
import dev.adjoint.explain.picture.Point;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// Descents drawn: on contours and as a surface for two variables, on the curve for one, and the
/// value by step.
public record DescentPictures(Formula function, List<Descent> descents) {

  private static final int CELLS = 121;
  private static final int MESH = 41;
  private static final double MARGIN = 0.25;

  /// Copies the list.
  public DescentPictures {
    descents = List.copyOf(descents);
  }

  /// The paths on contours or on the curve; empty for more than two variables.
  public Optional<Picture> path() {
    return switch (function.variables().size()) {
      case 1 -> Optional.of(curve());
      case 2 -> Optional.of(contours());
      default -> Optional.empty();
    };
  }

  /// The function as a surface with the first path on it; empty unless there are two variables.
  public Optional<Picture> surface() {
    if (function.variables().size() != 2) {
      return Optional.empty();
    }
    return Optional.of(
        new SurfaceChart(
                function.toString(),
                function.variables().get(0),
                function.variables().get(1),
                "f",
                grid(MESH),
                points(descents.getFirst()))
            .toPicture());
  }

  /// The value of the function by step, for all descents.
  public Picture values() {
    Chart chart = Chart.of(function.toString(), Axis.linear("step"), Axis.linear("value"));
    for (int i = 0; i < descents.size(); i++) {
      double[] values =
          descents.get(i).steps().stream()
              .filter(Descent.Step::isFinite)
              .mapToDouble(Descent.Step::value)
              .toArray();
      double[] numbers = new double[values.length];
      Arrays.setAll(numbers, n -> n);
      chart = chart.with(Line.of(descents.get(i).label(), numbers, values, Palette.series(i)));
    }
    return chart.toPicture();
  }

  private Picture contours() {
    List<DescentPath> paths = new ArrayList<>();
    for (int i = 0; i < descents.size(); i++) {
      Descent descent = descents.get(i);
      paths.add(new DescentPath(descent.label(), points(descent), Palette.series(i)));
    }
    return new DescentMap(
            function.toString(),
            Axis.linear(function.variables().get(0)),
            Axis.linear(function.variables().get(1)),
            grid(CELLS),
            paths)
        .toPicture();
  }

  private Picture curve() {
    Range range = range(0);
    Chart chart =
        Chart.of(
                function.toString(), Axis.linear(function.variables().getFirst()), Axis.linear("f"))
            .with(Line.of("", function::at, range, Palette.MUTED));
    for (int i = 0; i < descents.size(); i++) {
      List<Point> points =
          descents.get(i).steps().stream()
              .filter(Descent.Step::isFinite)
              .filter(step -> step.point()[0] >= range.min() && step.point()[0] <= range.max())
              .map(step -> new Point(step.point()[0], step.value()))
              .toList();
      chart = chart.with(Points.of(descents.get(i).label(), points, Palette.series(i)));
    }
    return chart.toPicture();
  }

  private static List<Point> points(Descent descent) {
    return descent.steps().stream()
        .map(step -> new Point(step.point()[0], step.point()[1]))
        .toList();
  }

  /// One call evaluates the whole grid: the formula works on tensors of any shape.
  private Grid grid(int cells) {
    Range x = range(0);
    Range y = range(1);
    Tensor across = Tensor.of(places(x, cells), Shape.of(1, cells));
    Tensor up = Tensor.of(places(y, cells), Shape.of(cells, 1));
    Tensor values = function.at(List.of(across, up)).expand(cells, cells);
    return Grid.of(x, y, cells, cells, values.toDoubleArray());
  }

  private static double[] places(Range range, int cells) {
    double[] places = new double[cells];
    Arrays.setAll(places, i -> range.min() + range.span() * i / (cells - 1));
    return places;
  }

  /// What is seen of an axis: the paths that stay, with a margin; one that runs away shows its
  /// start alone.
  private Range range(int axis) {
    List<Double> seen = new ArrayList<>();
    for (Descent descent : descents) {
      double start = descent.steps().getFirst().point()[axis];
      double reach = 2 * Math.max(1, Math.abs(start));
      seen.add(start);
      descent.steps().stream()
          .mapToDouble(step -> step.point()[axis])
          .filter(value -> Math.abs(value - start) <= 4 * reach)
          .forEach(seen::add);
    }
    DoubleStream values = seen.stream().mapToDouble(Double::doubleValue);
    var statistics = values.summaryStatistics();
    double span = Math.max(statistics.getMax() - statistics.getMin(), 1);
    return new Range(statistics.getMin() - MARGIN * span, statistics.getMax() + MARGIN * span);
  }
}
