package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The error of a numerical derivative by step h, with two logarithmic axes. For large h the
/// truncation error dominates, and the error falls with h; for small h the rounding error
/// dominates, and the error rises again.
///
/// @param step the axis of h, logarithmic
/// @param error the axis of the absolute error, logarithmic; an error of exactly 0 cannot be shown
///   there and is omitted
/// @param bestLabel shown at the smallest error of each row; empty for no mark
public record StepSweep(String title, Axis step, Axis error, List<Row> rows, String bestLabel) {

  /// The errors of one method; `points` are pairs of step and absolute error.
  public record Row(String label, List<Point> points) {
    public Row {
      points = List.copyOf(points);
    }
  }

  public StepSweep {
    rows = List.copyOf(rows);
  }

  /// A sweep with logarithmic axes.
  public static StepSweep of(
      String title, String stepLabel, String errorLabel, List<Row> rows, String bestLabel) {
    return new StepSweep(title, Axis.log(stepLabel), Axis.log(errorLabel), rows, bestLabel);
  }

  /// The finished picture.
  public Picture toPicture() {
    Chart chart = Chart.of(title, step, error);
    List<Series> best = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      List<Point> shown = row.points().stream().filter(p -> p.y() > 0).toList();
      chart =
          chart
              .with(new Line(row.label(), shown, Stroke.of(Palette.series(i), 1.8)))
              .with(new Scatter("", shown, 3, Palette.series(i), DotShape.CIRCLE));
      Optional<Point> least = shown.stream().min(Comparator.comparingDouble(Point::y));
      if (!bestLabel.isEmpty() && least.isPresent()) {
        best.add(new Marker(least.get(), bestLabel, Palette.series(i)));
      }
    }
    return chart.withAll(best).toPicture();
  }
}
