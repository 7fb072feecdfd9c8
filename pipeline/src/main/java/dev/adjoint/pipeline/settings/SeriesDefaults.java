package dev.adjoint.pipeline.settings;

import dev.adjoint.data.Samples;
import dev.adjoint.data.prepare.Prepared;

/// The settings that fit networks on series, used where the user says nothing. Each number was
/// chosen by trying it on airline passengers, the weather of Seattle and hourly temperatures.
///
/// @param data the training part and the validation part
/// @param adam the step size that fits Adam
public record SeriesDefaults(Prepared data, double adam) implements Defaults {

  /// From this number of training windows on, a series is long.
  public static final int FEW = 500;

  private boolean isFew() {
    return data.training() instanceof Samples samples && samples.count() < FEW;
  }

  @Override
  public int batch() {
    return isFew() ? 16 : 64;
  }

  @Override
  public int epochs() {
    return isFew() ? 60 : 30;
  }

  /// Neighbouring windows are nearly the same, so few epochs teach much.
  @Override
  public int patience(int epochs) {
    return Math.max(5, epochs / 4);
  }

  @Override
  public OptimizerChoice optimizer() {
    return OptimizerChoice.ADAMW;
  }

  @Override
  public double rate(OptimizerChoice optimizer) {
    return optimizer.rateLike(adam);
  }
}
