package dev.adjoint.pipeline;

import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.series.SeriesWindows;
import dev.adjoint.models.Forecaster;
import dev.adjoint.nn.Layer;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// The forecasts of the test part as they would have been made at their times.
///
/// The bands of each are calibrated by the latest held-out forecasts whose truth was known then:
/// those of the last ten horizons, of the validation part and of the test part itself. So they
/// follow a series whose errors change. The calibration is repeated every quarter of a horizon. The
/// bands of the saved model are calibrated in the same way at the end of the data.
///
/// A band is stretched to the part of the values that it claims to cover. Neighbouring forecasts
/// err alike, so what counts is n, the number of forecasts that do not overlap. Where n is below 5,
/// the part is made larger by the factor `1 + 1 / (2·n)`, at most to 1. So few errors do not tell
/// how far the rare ones go: both bands would end at the largest. There a band that claims more is
/// wider than the one inside it at least by the ratio that a normal distribution has, on the
/// average of the known forecasts.
public final class HeldForecasts {

  private static final int BATCH = 256;
  private static final int HORIZONS = 10;
  private static final int FEW = 5;
  private static final int REPEATS = 4;

  /// A held-out forecast: when its first step is, its answers without a stretch, its truth.
  private record Held(long slot, float[] outputs, float[] truth) {}

  private final ForecastTarget target;
  private final SeriesWindows test;
  private final List<float[]> outputs = new ArrayList<>();
  private final float[] last;

  private HeldForecasts(Forecaster network, Prepared prepared) {
    this.target = (ForecastTarget) prepared.preprocessing().target();
    this.test = (SeriesWindows) prepared.test().orElseThrow();
    List<Held> later = held(network, test);
    List<Held> all = new ArrayList<>(held(network, (SeriesWindows) prepared.validation()));
    all.addAll(later);
    all.sort((one, other) -> Long.compare(one.slot(), other.slot()));
    long first = later.stream().mapToLong(Held::slot).min().orElseThrow();
    long end = later.stream().mapToLong(Held::slot).max().orElseThrow() + target.horizon();
    int every = Math.max(1, target.horizon() / REPEATS);
    List<float[]> factors = new ArrayList<>();
    for (long slot = first; slot < end; slot += every) {
      factors.add(factors(all, slot));
    }
    for (Held forecast : later) {
      float[] stretch = factors.get((int) ((forecast.slot() - first) / every));
      outputs.add(stretched(forecast.outputs(), stretch));
    }
    this.last = factors(all, end);
  }

  /// The forecasts of a network for the test part of its data.
  ///
  /// @param network the network of a run on series
  /// @param prepared the data of the run
  public static HeldForecasts of(Layer network, Prepared prepared) {
    return new HeldForecasts((Forecaster) network, prepared);
  }

  private List<Held> held(Forecaster forecaster, SeriesWindows windows) {
    List<Held> all = new ArrayList<>();
    for (int from = 0; from < windows.count(); from += BATCH) {
      int[] rows = IntStream.range(from, Math.min(from + BATCH, windows.count())).toArray();
      var fields = windows.read(rows);
      float[] y =
          Evaluation.outputs(
                  forecaster.network(), Objects.requireNonNull(fields.get(SeriesWindows.FEATURES)))
              .toFloatArray();
      float[] t = Objects.requireNonNull(fields.get(SeriesWindows.TARGET)).toFloatArray();
      for (int i = 0; i < rows.length; i++) {
        all.add(
            new Held(
                windows.slot(rows[i]),
                Arrays.copyOfRange(y, i * target.outputs(), (i + 1) * target.outputs()),
                Arrays.copyOfRange(t, i * target.horizon(), (i + 1) * target.horizon())));
      }
    }
    return all;
  }

  private float[] stretched(float[] raw, float[] factors) {
    Tensor y = Tensor.of(raw, Shape.of(target.horizon(), target.levels().size()));
    return Tensor.noGrad(() -> Forecaster.stretched(y, factors)).toFloatArray();
  }

  /// The stretch of each band for a forecast that begins at a slot.
  private float[] factors(List<Held> all, long slot) {
    int horizon = target.horizon();
    List<Held> known = all.stream().filter(forecast -> forecast.slot() + horizon <= slot).toList();
    if (known.isEmpty()) {
      known = all.subList(0, 1);
    }
    long newest = known.getLast().slot();
    List<Held> recent =
        known.stream()
            .filter(forecast -> forecast.slot() > newest - (long) HORIZONS * horizon)
            .toList();
    double disjoint = (double) (newest - recent.getFirst().slot() + horizon) / horizon;
    float[] factors = new float[target.bands().size()];
    for (int band = 0; band < factors.length; band++) {
      double claim = target.bands().get(band);
      double part = disjoint < FEW ? Math.min(1, claim * (1 + 1 / (2 * disjoint))) : claim;
      double factor = quantile(scores(recent, band), part);
      if (band > 0 && disjoint < FEW) {
        factor = Math.max(factor, factors[band - 1] * normalRatio(recent, band));
      }
      factors[band] = (float) Math.min(factor, Float.MAX_VALUE);
    }
    return factors;
  }

  /// By what a band must be stretched where the one inside it is stretched by 1, so that their mean
  /// widths have the ratio that they have in a normal distribution.
  private double normalRatio(List<Held> forecasts, int band) {
    int edge = target.median() + band + 1;
    double normal =
        NormalQuantile.of(target.levels().get(edge))
            / NormalQuantile.of(target.levels().get(edge - 1));
    return normal * width(forecasts, band - 1) / width(forecasts, band);
  }

  /// The sum of the widths of a band without a stretch.
  private double width(List<Held> forecasts, int band) {
    int quantiles = target.levels().size();
    int middle = target.median();
    double sum = 0;
    for (Held forecast : forecasts) {
      for (int step = 0; step < target.horizon(); step++) {
        int at = step * quantiles + middle;
        sum += forecast.outputs()[at + band + 1] - forecast.outputs()[at - band - 1];
      }
    }
    return sum;
  }

  private double[] scores(List<Held> forecasts, int band) {
    int quantiles = target.levels().size();
    return forecasts.stream()
        .flatMapToDouble(forecast ->
            IntStream.range(0, target.horizon())
                .mapToDouble(step ->
                    Forecaster.score(
                        forecast.outputs(),
                        step * quantiles,
                        quantiles,
                        band,
                        forecast.truth()[step])))
        .filter(score -> !Double.isNaN(score))
        .sorted()
        .toArray();
  }

  private static double quantile(double[] sorted, double part) {
    if (sorted.length == 0) {
      return 1;
    }
    int rank = (int) Math.ceil(part * (sorted.length + 1));
    return sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }

  /// The stretch of each band for forecasts after the end of the data.
  float[] stretch() {
    return last.clone();
  }

  /// The origins of the forecasts.
  public SeriesWindows windows() {
    return test;
  }

  /// The figures of the forecasts.
  public ForecastFigures figures() {
    return ForecastFigures.of(target, test, outputs::get);
  }

  /// A forecast with its bands.
  ///
  /// @param row the number of the window
  public Prediction.OfSeries forecast(int row) {
    return Prediction.OfSeries.of(target, test.window(row), outputs.get(row), 0);
  }
}
