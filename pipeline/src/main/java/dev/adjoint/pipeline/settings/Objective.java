package dev.adjoint.pipeline.settings;

import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.train.Scoring;

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
}
