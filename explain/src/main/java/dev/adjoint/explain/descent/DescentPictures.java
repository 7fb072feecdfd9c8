package dev.adjoint.explain.descent;

import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.DescentMap;
import dev.adjoint.plot.chart.DescentPath;
import dev.adjoint.plot.chart.Grid;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.chart.Range;
import dev.adjoint.plot.chart.Scatter;
import dev.adjoint.plot.chart.SurfaceChart;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Draws descents: on contours and on a surface for two variables, on the curve for one variable,
/// and the value by step.
public record DescentPictures(Formula function, List<Descent> descents) {

  private static final int CELLS = 121;
  private static final int MESH = 41;
  private static final double MARGIN = 0.25;
  private static final int MOST_PANELS = 4;
  private static final double PANEL_GAP = 24;
  private static final double WIDEN = 0.9;
  private static final double MOST_WIDENED = 4;

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

  /// Each path in its own picture, side by side. Empty unless there are two variables and two to
  /// four paths.
  public Optional<Picture> panels() {
    if (function.variables().size() != 2 || descents.size() < 2 || descents.size() > MOST_PANELS) {
      return Optional.empty();
    }
    Grid grid = grid(CELLS);
    List<Picture> panels = new ArrayList<>();
    for (int i = 0; i < descents.size(); i++) {
      panels.add(map(descents.get(i).label(), grid, List.of(path(i))));
    }
    return Optional.of(Picture.row(function.toString(), PANEL_GAP, panels));
  }

  private DescentPath path(int index) {
    Descent descent = descents.get(index);
    return new DescentPath(descent.label(), points(descent), Palette.series(index));
  }

  private Picture map(String title, Grid grid, List<DescentPath> paths) {
    return new DescentMap(
            title,
            Axis.linear(function.variables().get(0)),
            Axis.linear(function.variables().get(1)),
            grid,
            paths)
        .toPicture();
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
      paths.add(path(i));
    }
    return map(function.toString(), grid(CELLS), paths);
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
      chart = chart.with(Scatter.of(descents.get(i).label(), points, Palette.series(i)));
    }
    return chart.toPicture();
  }

  private static List<Point> points(Descent descent) {
    return descent.steps().stream()
        .map(step -> new Point(step.point()[0], step.point()[1]))
        .toList();
  }

  /// One call evaluates the whole grid, because the formula works on tensors of any shape.
  private Grid grid(int cells) {
    Range x = range(0);
    Range y = range(1);
    Tensor across = Tensor.of(ElementType.F64, positions(x, cells), Shape.of(1, cells));
    Tensor up = Tensor.of(ElementType.F64, positions(y, cells), Shape.of(cells, 1));
    Tensor values = function.at(List.of(across, up)).expand(cells, cells);
    return Grid.of(x, y, cells, cells, values.toDoubleArray());
  }

  private static double[] positions(Range range, int cells) {
    double[] positions = new double[cells];
    Arrays.setAll(positions, i -> range.min() + range.span() * i / (cells - 1));
    return positions;
  }

  /// The visible range of an axis. The shorter axis is widened towards the length of the other, up
  /// to a limit, so that the picture has a good shape when units have the same length on both axes.
  private Range range(int axis) {
    Range own = reach(axis);
    if (function.variables().size() != 2) {
      return own;
    }
    double expected = WIDEN * reach(1 - axis).span();
    double missing =
        own.span() < expected && expected < MOST_WIDENED * own.span() ? expected - own.span() : 0;
    return new Range(own.min() - missing / 2, own.max() + missing / 2);
  }

  /// The range of the paths with a margin. Of a path that diverges, only the start counts.
  private Range reach(int axis) {
    double[] seen =
        descents.stream()
            .flatMap(descent ->
                descent.diverged() ? descent.steps().stream().limit(1) : descent.steps().stream())
            .mapToDouble(step -> step.point()[axis])
            .toArray();
    double low = Arrays.stream(seen).min().orElse(0);
    double high = Arrays.stream(seen).max().orElse(0);
    double span = Math.max(high - low, 1);
    return new Range(low - MARGIN * span, high + MARGIN * span);
  }
}
