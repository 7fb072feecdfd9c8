package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.optim.Adadelta;
import dev.adjoint.nn.optim.Adafactor;
import dev.adjoint.nn.optim.Adagrad;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Adamax;
import dev.adjoint.nn.optim.Lamb;
import dev.adjoint.nn.optim.Lion;
import dev.adjoint.nn.optim.Nadam;
import dev.adjoint.nn.optim.Radam;
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
  ADAMW(0.001),
  /// Adamax.
  ADAMAX(0.002),
  /// Adam with Nesterov's momentum.
  NADAM(0.002),
  /// Adam with rectified first steps.
  RADAM(0.001),
  /// Adagrad.
  ADAGRAD(0.01),
  /// Adadelta.
  ADADELTA(1),
  /// Lion: the sign of a momentum.
  LION(0.0001),
  /// LAMB: Adam's direction in the length of each parameter.
  LAMB(0.002),
  /// Adafactor.
  ADAFACTOR(0.01);

  private final double usualRate;

  OptimizerChoice(double usualRate) {
    this.usualRate = usualRate;
  }

  /// The step size that is usual for this rule.
  public double usualRate() {
    return usualRate;
  }

  /// The weight decay that is usual for this rule.
  public double usualWeightDecay() {
    return this == ADAMW ? 0.01 : 0;
  }

  /// The rule with this step size and its usual weight decay.
  public UpdateRule rule(double rate) {
    return rule(rate, usualWeightDecay());
  }

  /// A step size that was found with Adam, where this is Adam or AdamW; else the usual one of this
  /// rule.
  ///
  /// @param adam the step size that fits Adam
  public double rateLike(double adam) {
    return this == ADAM || this == ADAMW ? adam : usualRate;
  }

  /// The rule with this step size.
  ///
  /// @param rate the step size
  /// @param decay the weight decay λ as the rule has it: for AdamW, Lion, LAMB and Adafactor a part
  ///   of the weight itself, for the others a term of the gradient
  public UpdateRule rule(double rate, double decay) {
    return rule(Schedule.constant(rate), decay);
  }

  /// The rule with a step size that changes from step to step.
  ///
  /// @param rate the step size of each step
  /// @param decay the weight decay, as in the other form
  public UpdateRule rule(Schedule rate, double decay) {
    return switch (this) {
      case SGD -> new Sgd(rate, 0, 0, decay, false);
      case MOMENTUM -> new Sgd(rate, 0.9, 0, decay, false);
      case NESTEROV -> new Sgd(rate, 0.9, 0, decay, true);
      case RMSPROP -> new Rmsprop(rate).withWeightDecay(decay);
      case ADAM -> new Adam(rate).withWeightDecay(decay);
      case ADAMW -> new AdamW(rate).withWeightDecay(decay);
      case ADAMAX -> new Adamax(rate).withWeightDecay(decay);
      case NADAM -> new Nadam(rate).withWeightDecay(decay);
      case RADAM -> new Radam(rate).withWeightDecay(decay);
      case ADAGRAD -> new Adagrad(rate).withWeightDecay(decay);
      case ADADELTA -> new Adadelta(rate).withWeightDecay(decay);
      case LION -> new Lion(rate).withWeightDecay(decay);
      case LAMB -> new Lamb(rate).withWeightDecay(decay);
      case ADAFACTOR -> new Adafactor(rate).withWeightDecay(decay);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
