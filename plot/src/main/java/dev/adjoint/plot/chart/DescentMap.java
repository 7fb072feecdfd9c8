package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Picture;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/// Paths of descents over the contours of the function that they minimize.
///
/// Several maps, for example one for each rate, can be placed side by side with [Picture#row].
public record DescentMap(String title, Axis x, Axis y, Grid grid, List<DescentPath> paths) {
  private static final int POINTS = 121;

  public DescentMap {
    paths = List.copyOf(paths);
  }

  /// The paths over the contours of `f`, which is evaluated on 121 × 121 points of the ranges.
  public static DescentMap of(
      String title,
      String xLabel,
      Range x,
      String yLabel,
      Range y,
      DoubleBinaryOperator f,
      List<DescentPath> paths) {
    return new DescentMap(
        title,
        Axis.linear(xLabel).withRange(x),
        Axis.linear(yLabel).withRange(y),
        Grid.of(f, x, y, POINTS, POINTS),
        paths);
  }

  /// The finished picture, at most 560 × 440 pixels. Units have the same length on both axes,
  /// unless one range is more than three times the other.
  public Picture toPicture() {
    return toPicture(560, 440);
  }

  /// The finished picture in a given size, in pixels. It can be narrower or lower to give equal
  /// units.
  public Picture toPicture(double width, double height) {
    Chart chart =
        Chart.of(title, over(x, grid.x()), over(y, grid.y()))
            .withSize(width, height)
            .with(Contours.of(grid))
            .withAll(paths);
    double ratio = grid.x().span() / grid.y().span();
    boolean alike = ratio >= 1 / 3.0 && ratio <= 3;
    return (alike ? chart.withEqualScales() : chart).toPicture();
  }

  private static Axis over(Axis axis, Range range) {
    return axis.range().isPresent() ? axis : axis.withRange(range);
  }
}
