package dev.adjoint.pipeline;

import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.series.SeriesWindows;
import dev.adjoint.models.Forecaster;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import java.util.LinkedHashMap;
import java.util.Map;

/// The figures of a network, with those that a kind of target has beside loss and metrics.
final class Judging {

  private Judging() {}

  /// Loss and metrics over all samples; for forecasts also the rolling evaluation.
  static Figures figures(Layer network, Target target, Source samples) {
    Figures figures = plain(network, target, samples);
    return target instanceof ForecastTarget forecast && samples instanceof SeriesWindows windows
        ? with(figures, ForecastFigures.of(network, forecast, windows))
        : figures;
  }

  /// The same for the test part of a run. The bands of forecasts are those that could have been
  /// given at the time.
  static Figures testFigures(Layer network, Prepared prepared, Source test) {
    Target target = prepared.preprocessing().target();
    return network instanceof Forecaster forecaster && target instanceof ForecastTarget
        ? with(plain(network, target, test), HeldForecasts.of(forecaster, prepared).figures())
        : figures(network, target, test);
  }

  private static Figures plain(Layer network, Target target, Source samples) {
    Objective objective = Objective.of(target);
    return Evaluation.of(network, samples, objective.loss(), objective.metrics());
  }

  private static Figures with(Figures figures, ForecastFigures more) {
    Map<String, Double> all = new LinkedHashMap<>(figures.metrics());
    all.putAll(more.toMap());
    return new Figures(figures.loss(), all);
  }

  /// Calibrates the bands of a forecaster by the held-out parts; other networks stay as they are.
  static void calibrate(Layer network, Prepared prepared) {
    if (network instanceof Forecaster forecaster) {
      forecaster.calibrate(HeldForecasts.of(forecaster, prepared).stretch());
    }
  }
}
