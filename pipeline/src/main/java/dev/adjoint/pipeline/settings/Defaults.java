package dev.adjoint.pipeline.settings;

import dev.adjoint.data.image.Augmentation;

/// The settings of a run that the user does not choose. Each kind of network has its own.
public interface Defaults {

  /// The samples in a step.
  int batch();

  /// The last epoch.
  int epochs();

  /// The epochs without a better validation loss after which training stops; 0 never stops early.
  ///
  /// @param epochs the last epoch
  int patience(int epochs);

  /// The update rule.
  OptimizerChoice optimizer();

  /// The step size.
  ///
  /// @param optimizer the update rule
  double rate(OptimizerChoice optimizer);

  /// How strongly each step pulls the weights towards 0.
  ///
  /// @param optimizer the update rule
  default double weightDecay(OptimizerChoice optimizer) {
    return optimizer.usualWeightDecay();
  }

  /// How the step size changes.
  default StepSize schedule() {
    return StepSize.CONSTANT;
  }

  /// How images are changed during training.
  default Augmentation augmentation() {
    return Augmentation.NONE;
  }
}
