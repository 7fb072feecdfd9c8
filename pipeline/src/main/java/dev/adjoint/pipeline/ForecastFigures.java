package dev.adjoint.pipeline;

import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.series.ForecastWindow;
import dev.adjoint.data.series.SeriesWindows;
import dev.adjoint.nn.Layer;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Evaluation;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Rolling-origin evaluation: forecasts from every position in a part of series whose whole future
/// is in it, against what came, in the unit of the target.
///
/// The error of a forecast is that of its median. It is beside two forecasts that learn nothing:
/// `naive` repeats the last value, `seasonal naive` repeats the value one season before. A season
/// of 1 makes them the same. The mean absolute scaled error (Hyndman and Koehler 2006) is the error
/// divided by that of the seasonal naive forecast over one season in the training part of the
/// series, so that errors of different series can be averaged.
///
/// @param forecasts how many forecasts were made
/// @param mae the mean absolute error
/// @param rmse the root of the mean squared error
/// @param mase the mean absolute scaled error; NaN where the unit is 0
/// @param naive the mean absolute error of the last value
/// @param seasonalNaive the mean absolute error of the value one season before
/// @param coverage for each band, by the part of values that it claims to cover, the part that it
///   covers
public record ForecastFigures(
    int forecasts,
    double mae,
    double rmse,
    double mase,
    double naive,
    double seasonalNaive,
    Map<Double, Double> coverage) {

  private static final int BATCH = 256;
  private static final double PERCENT = 100;

  /// Copies the coverage.
  public ForecastFigures {
    coverage = new LinkedHashMap<>(coverage);
  }

  /// Judges a network by the bands that it gives.
  ///
  /// @param network what answers quantiles `[N, H, Q]`
  /// @param target what is forecast
  /// @param windows the origins
  public static ForecastFigures of(Layer network, ForecastTarget target, SeriesWindows windows) {
    Sums sums = new Sums(target.bands());
    for (int from = 0; from < windows.count(); from += BATCH) {
      int[] rows = IntStream.range(from, Math.min(from + BATCH, windows.count())).toArray();
      Tensor features = Objects.requireNonNull(windows.read(rows).get(SeriesWindows.FEATURES));
      float[] outputs = Evaluation.outputs(network, features).toFloatArray();
      for (int i = 0; i < rows.length; i++) {
        sums.add(windows, rows[i], outputs, i * target.outputs());
      }
    }
    return sums.figures(windows.count());
  }

  /// Judges answers that are known.
  ///
  /// @param outputs from the number of a window to its quantiles, H · Q
  static ForecastFigures of(
      ForecastTarget target, SeriesWindows windows, IntFunction<float[]> outputs) {
    Sums sums = new Sums(target.bands());
    for (int row = 0; row < windows.count(); row++) {
      sums.add(windows, row, outputs.apply(row), 0);
    }
    return sums.figures(windows.count());
  }

  /// The figures by the names that files and lines use.
  public Map<String, Double> toMap() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("mae", mae);
    map.put("rmse", rmse);
    map.put("mase", mase);
    map.put("mae_naive", naive);
    map.put("mae_seasonal_naive", seasonalNaive);
    coverage.forEach((claim, part) -> map.put("coverage_" + percent(claim), part));
    return map;
  }

  /// A claim as names have it, such as `80`.
  static String percent(double claim) {
    return BigDecimal.valueOf(Math.round(claim * PERCENT * PERCENT) / PERCENT)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static final class Sums {
    private final List<Double> bands;
    private final long[] inside;
    private double absolute;
    private double squared;
    private double scaled;
    private double naive;
    private double seasonal;
    private long known;

    Sums(List<Double> bands) {
      this.bands = bands;
      this.inside = new long[bands.size()];
    }

    void add(SeriesWindows windows, int row, float[] outputs, int offset) {
      ForecastWindow window = windows.window(row);
      double[] truth = windows.truth(row);
      double unit = windows.unit(row);
      int quantiles = 2 * bands.size() + 1;
      for (int step = 0; step < truth.length; step++) {
        if (Double.isNaN(truth[step])) {
          continue;
        }
        int median = offset + step * quantiles + bands.size();
        double error = Math.abs(window.restore(step, outputs[median]) - truth[step]);
        absolute += error;
        squared += error * error;
        scaled += error / unit;
        naive += Math.abs(window.naive() - truth[step]);
        seasonal += Math.abs(window.seasonal()[step] - truth[step]);
        known++;
        for (int band = 0; band < inside.length; band++) {
          double low = window.restore(step, outputs[median - band - 1]);
          double high = window.restore(step, outputs[median + band + 1]);
          inside[band] += low <= truth[step] && truth[step] <= high ? 1 : 0;
        }
      }
    }

    ForecastFigures figures(int forecasts) {
      Map<Double, Double> coverage = new LinkedHashMap<>();
      for (int band = 0; band < inside.length; band++) {
        coverage.put(bands.get(band), (double) inside[band] / known);
      }
      double mase = scaled / known;
      return new ForecastFigures(
          forecasts,
          absolute / known,
          Math.sqrt(squared / known),
          Double.isFinite(mase) ? mase : Double.NaN,
          naive / known,
          seasonal / known,
          coverage);
    }
  }
}
