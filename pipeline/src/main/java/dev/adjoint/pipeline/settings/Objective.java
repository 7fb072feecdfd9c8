package dev.adjoint.pipeline.settings;

import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Scoring;
import java.util.Optional;

/// What training minimises and how models are judged.
///
/// @param loss cross entropy for classes, the mean squared error for a number
/// @param scoring the metrics
public record Objective(Loss loss, Scoring scoring) {

  /// The objective that fits a target.
  public static Objective of(Target target) {
    return target instanceof NumberTarget number
        ? new Objective(new MseLoss(), new Scoring.Regression(number.std()))
        : new Objective(new CrossEntropyLoss(), new Scoring.Classification());
  }

  /// The same with weights of the classes in the loss.
  ///
  /// @param weights `[K]`, or empty to count every sample the same
  public Objective withClassWeights(Optional<Tensor> weights) {
    return loss instanceof CrossEntropyLoss entropy && weights.isPresent()
        ? new Objective(entropy.withClassWeights(weights.get()), scoring)
        : this;
  }
}
