package dev.adjoint.train;

import java.util.Optional;

/// One line of the history.
///
/// @param epoch counted from 1
/// @param training figures over the samples of the epoch, each as it was before the step that used
///   it
/// @param validation the figures on the held-out samples after the epoch; empty without validation
public record EpochRecord(int epoch, Figures training, Optional<Figures> validation) {

  /// The validation figures where there are some, else those of training.
  public Figures latest() {
    return validation.orElse(training);
  }
}
