package dev.adjoint.pipeline.settings;

import dev.adjoint.data.image.Augmentation;
import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.LabelsTarget;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.prepare.TokenTarget;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.metric.Accuracy;
import dev.adjoint.nn.metric.BinaryAccuracy;
import dev.adjoint.nn.metric.MeanAbsoluteError;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.nn.metric.Perplexity;
import dev.adjoint.nn.metric.R2Score;
import dev.adjoint.nn.metric.RootMeanSquaredError;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The loss that training minimises, and the metrics of a model.
///
/// @param loss cross entropy for classes, the mean squared error for a number or several, the
///   quantile loss for a forecast, the binary cross entropy for labels
/// @param metrics the figures beside the loss
public record Objective(Loss loss, List<Metric> metrics) {

  /// The objective that fits a target.
  public static Objective of(Target target) {
    if (target instanceof TokenTarget token) {
      return new Objective(
          new NextTokenLoss(),
          List.of(new Perplexity(), new NatsPerCharacter(token.charactersPerToken())));
    }
    if (target instanceof ForecastTarget forecast) {
      return new Objective(new ForecastLoss(forecast.levels()), List.of(new ScaledError()));
    }
    if (target instanceof NumbersTarget several) {
      return new Objective(new MseLoss(), metrics(several));
    }
    if (target instanceof LabelsTarget labels) {
      return new Objective(
          new BceWithLogitsLoss(),
          List.of(
              new BinaryAccuracy(),
              new ExactMatch(),
              new MeanOfTargets(labels.outputs(), new LabelF1())));
    }
    return target instanceof NumberTarget number
        ? new Objective(
            new MseLoss(),
            List.of(
                new MeanAbsoluteError(number.std()),
                new RootMeanSquaredError(number.std()),
                new R2Score()))
        : new Objective(new CrossEntropyLoss(), List.of(new Accuracy()));
  }

  /// The mean absolute error of each number in its unit, and the mean of their R².
  private static List<Metric> metrics(NumbersTarget several) {
    List<Metric> metrics = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < several.parts().size(); i++) {
      NumberTarget part = several.parts().get(i);
      String name = "mae_" + part.column();
      if (!name.matches("[\\w.@-]+") || !names.add(name)) {
        name = "mae_" + (i + 1); // Names of metrics have only such characters.
      }
      metrics.add(new OneTarget(name, i, new MeanAbsoluteError(part.std())));
    }
    metrics.add(new MeanOfTargets(several.parts().size(), new R2Score()));
    return metrics;
  }

  /// The objective of a training whose images are mixed with each other, if they are.
  ///
  /// @param augmentation how images are changed
  @CheckReturnValue
  public Objective with(Augmentation augmentation) {
    return augmentation.isMixing()
        ? new Objective(loss, metrics.stream().<Metric>map(LikelyClass::new).toList())
        : this;
  }

  /// The metric that progress shows: the last one.
  public Metric mainMetric() {
    return metrics.getLast();
  }
}
