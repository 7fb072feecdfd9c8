package dev.adjoint.pipeline.settings;

import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.prepare.TokenTarget;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.metric.Accuracy;
import dev.adjoint.nn.metric.MeanAbsoluteError;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.nn.metric.Perplexity;
import dev.adjoint.nn.metric.R2Score;
import dev.adjoint.nn.metric.RootMeanSquaredError;
import java.util.List;

/// What training minimises and how models are judged.
///
/// @param loss cross entropy for classes, the mean squared error for a number
/// @param metrics the figures beside the loss
public record Objective(Loss loss, List<Metric> metrics) {

  /// The objective that fits a target.
  public static Objective of(Target target) {
    if (target instanceof TokenTarget token) {
      return new Objective(
          new NextTokenLoss(),
          List.of(new Perplexity(), new NatsPerCharacter(token.charactersPerToken())));
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

  /// The metric that progress shows: the last one.
  public Metric mainMetric() {
    return metrics.getLast();
  }
}
