package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Rmsprop;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.UpdateRule;
import java.util.Locale;

/// The update rules that a run can be trained with, by name.
public enum OptimizerChoice {
  /// Plain gradient descent.
  SGD(0.1),
  /// Gradient descent with momentum 0.9.
  MOMENTUM(0.02),
  /// Gradient descent with Nesterov's momentum 0.9.
  NESTEROV(0.02),
  /// RMSprop.
  RMSPROP(0.001),
  /// Adam.
  ADAM(0.001),
  /// Adam with decoupled weight decay.
  ADAMW(0.001);

  private final double usualRate;

  OptimizerChoice(double usualRate) {
    this.usualRate = usualRate;
  }

  /// The step size that is usual for this rule.
  public double usualRate() {
    return usualRate;
  }

  /// The rule with this step size.
  public UpdateRule rule(double rate) {
    return switch (this) {
      case SGD -> new Sgd(rate);
      case MOMENTUM -> new Sgd(rate, 0.9);
      case NESTEROV -> new Sgd(rate, 0.9).withNesterov();
      case RMSPROP -> new Rmsprop(rate);
      case ADAM -> new Adam(Schedule.constant(rate));
      case ADAMW -> new AdamW(Schedule.constant(rate));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
