package dev.adjoint.pipeline.settings;

import dev.adjoint.data.image.Augmentation;

/// The settings of a run as the defaults of a branch of it.
///
/// @param run the settings of the run
record AsBefore(Settings run) implements Defaults {

  @Override
  public int batch() {
    return run.batch();
  }

  @Override
  public int epochs() {
    return run.epochs();
  }

  @Override
  public int patience(int epochs) {
    return run.patience();
  }

  @Override
  public OptimizerChoice optimizer() {
    return run.optimizer();
  }

  @Override
  public double rate(OptimizerChoice optimizer) {
    return optimizer == run.optimizer() ? run.rate() : optimizer.usualRate();
  }

  @Override
  public double weightDecay(OptimizerChoice optimizer) {
    return optimizer == run.optimizer() ? run.weightDecay() : optimizer.usualWeightDecay();
  }

  @Override
  public StepSize schedule() {
    return run.schedule();
  }

  @Override
  public Augmentation augmentation() {
    return run.augmentation();
  }
}
