package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.optim.Schedule;
import java.util.Locale;

/// How the step size changes during a run.
public enum StepSize {
  /// It stays the same.
  CONSTANT,
  /// It grows in a straight line over the first twentieth of the steps, then falls to 0 along half
  /// a cosine over the rest.
  COSINE;

  private static final int WARMUP_PART = 20;

  /// The step size at each step.
  ///
  /// @param rate the greatest step size
  /// @param steps all steps of the run, at least 1
  Schedule of(double rate, long steps) {
    return switch (this) {
      case CONSTANT -> Schedule.constant(rate);
      case COSINE -> Schedule.cosine(rate, 0, steps).withWarmup(Math.max(1, steps / WARMUP_PART));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
