package dev.adjoint.plot.chart;

import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.util.List;
import java.util.Optional;

/// A value by epoch, such as the loss in training and in validation, with the best epoch marked.
///
/// @param curves each with a name and its values; the first value belongs to epoch 1; a value that
///   is not finite leaves a gap
/// @param best the epoch to mark, if any
public record LossChart(
    String title, Axis epoch, Axis figure, List<Curve> curves, Optional<Best> best) {

  /// A sequence of values with a name, one value for each epoch.
  public record Curve(String label, List<Double> values) {
    public Curve {
      values = List.copyOf(values);
    }
  }

  /// The epoch (counted from 1) to mark on the curve with index `curve`, and the label beside the
  /// mark.
  public record Best(int curve, int epoch, String label) {}

  public LossChart {
    curves = List.copyOf(curves);
    if (best.isPresent()) {
      Best b = best.get();
      int epochs = curves.get(b.curve()).values().size();
      if (b.epoch() < 1 || b.epoch() > epochs) {
        throw new IllegalArgumentException(
            "loss chart: the best epoch is one of the curve's 1 to %d, but it is %d"
                .formatted(epochs, b.epoch()));
      }
    }
  }

  /// The finished picture.
  public Picture toPicture() {
    Chart chart = Chart.of(title, epoch, figure);
    for (int i = 0; i < curves.size(); i++) {
      double[] values = curves.get(i).values().stream().mapToDouble(Double::doubleValue).toArray();
      chart = chart.with(Line.of(curves.get(i).label(), values, Palette.series(i)));
    }
    if (best.isPresent()) {
      Best b = best.get();
      double value = curves.get(b.curve()).values().get(b.epoch() - 1);
      String label = b.label() + " " + NumberText.of(value, 4);
      chart = chart.with(new Marker(new Point(b.epoch(), value), label, Palette.series(b.curve())));
    }
    return chart.toPicture();
  }
}
