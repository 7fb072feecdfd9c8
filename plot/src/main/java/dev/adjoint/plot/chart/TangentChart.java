package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// A function of one variable with tangents, `t(x) = f(a) + slope·(x − a)`.
///
/// @param functionLabel names the function in the legend, such as `f(x) = 0.01x² + 0.1x`
/// @param x the range drawn
public record TangentChart(
    String title,
    Axis x,
    Axis y,
    String functionLabel,
    DoubleUnaryOperator function,
    Range range,
    List<Tangent> tangents) {

  /// A tangent at `at` with `slope`. `label` names the line in the legend; `pointLabel` is shown
  /// beside the point.
  public record Tangent(double at, double slope, String label, String pointLabel) {}

  public TangentChart {
    tangents = List.copyOf(tangents);
  }

  /// The finished picture. The tangents do not extend the vertical axis: it shows the range of the
  /// function with a margin.
  public Picture toPicture() {
    Line graph = Line.of(functionLabel, function, range, Palette.BLUE);
    Axis vertical = y;
    if (y.range().isEmpty()) {
      vertical =
          Range.of(graph.points().stream().mapToDouble(Point::y))
              .map(r -> y.withRange(y.shown(Optional.of(r)).grow(0.12)))
              .orElse(y);
    }
    Chart chart = Chart.of(title, x.withRange(range), vertical).with(graph);
    for (int i = 0; i < tangents.size(); i++) {
      Tangent tangent = tangents.get(i);
      double height = function.applyAsDouble(tangent.at());
      Line line =
          Line.of(
              tangent.label(),
              value -> height + tangent.slope() * (value - tangent.at()),
              range,
              Palette.series(i + 1));
      chart = chart.with(line.dashed());
    }
    for (int i = 0; i < tangents.size(); i++) {
      Tangent tangent = tangents.get(i);
      var point = new Point(tangent.at(), function.applyAsDouble(tangent.at()));
      chart = chart.with(new Marker(point, tangent.pointLabel(), Palette.series(i + 1)));
    }
    return chart.toPicture();
  }
}
