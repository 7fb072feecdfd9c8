package dev.adjoint.train;

import java.util.Optional;

/// One line of the history.
///
/// @param epoch counted from 1
/// @param training figures over the samples of the epoch; each sample is judged by the weights
///   before its step
/// @param validation the figures on the held-out samples after the epoch; empty without validation
public record EpochRecord(int epoch, Figures training, Optional<Figures> validation) {

  /// Refuses null.
  public EpochRecord {
    TrainArguments.required("the training figures", training, "give the loss and metrics");
    TrainArguments.required("the validation figures", validation, "give Optional.empty() for none");
  }

  /// The validation figures if there are some, otherwise those of training.
  public Figures latest() {
    return validation.orElse(training);
  }
}
