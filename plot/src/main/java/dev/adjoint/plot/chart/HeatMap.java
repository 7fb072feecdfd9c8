package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Raster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A function of two variables as continuous colours: pale where it is low, dark where it is high.
///
/// @param values the range of the colours; values outside have the colour of the nearer end
public record HeatMap(Grid grid, Range values) implements Series {
  private static final int BANDS = 48;

  /// Colours from the smallest to the largest value.
  public static HeatMap of(Grid grid) {
    return new HeatMap(grid, grid.range().orElse(new Range(0, 1)));
  }

  /// The colour of `value`.
  Color color(double value) {
    return Double.isNaN(value)
        ? Palette.GRID
        : Palette.sequential(0.04 + 0.8 * values.fraction(value));
  }

  @Override
  public Stream<Point> extent() {
    return Stream.of(
        new Point(grid.x().min(), grid.y().min()), new Point(grid.x().max(), grid.y().max()));
  }

  @Override
  public List<Mark> draw(Plane plane) {
    return List.of(image(grid, plane, (column, row) -> color(grid.at(column, row))));
  }

  @Override
  public Optional<ColorBar> colorBar() {
    List<Color> colors = new ArrayList<>();
    for (int i = 0; i < BANDS; i++) {
      colors.add(color(values.at((i + 0.5) / BANDS)));
    }
    List<String> labels = new ArrayList<>(Collections.nCopies(BANDS - 1, ""));
    for (Ticks.Tick tick : Ticks.linear(values, 6)) {
      int edge = (int) Math.round(values.fraction(tick.value()) * BANDS) - 1;
      if (edge >= 0 && edge < BANDS - 1) {
        labels.set(edge, tick.label());
      }
    }
    return Optional.of(new ColorBar(colors, labels));
  }

  /// A raster with one cell around each grid point. Row 0 of `cells` is at the smallest y. Both
  /// axes must be linear.
  static Mark image(Grid grid, Plane plane, Raster.Cells cells) {
    Raster raster =
        Raster.of(
            grid.columns(), grid.rows(), (column, row) -> cells.at(column, grid.rows() - 1 - row));
    Point lower = plane.at(grid.x().min(), grid.y().min());
    Point upper = plane.at(grid.x().max(), grid.y().max());
    double halfX = (upper.x() - lower.x()) / (grid.columns() - 1) / 2;
    double halfY = (lower.y() - upper.y()) / (grid.rows() - 1) / 2;
    var box =
        new Box(
            lower.x() - halfX,
            upper.y() - halfY,
            upper.x() - lower.x() + 2 * halfX,
            lower.y() - upper.y() + 2 * halfY);
    return new Mark.Image(box, raster, true);
  }
}
