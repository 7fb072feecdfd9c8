package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;

/// The rate as a function of the step.
///
/// A rate is finite and at least 0: the schedules made here refuse other numbers when they are
/// made, [Optimizer#step] refuses them from a schedule of your own. The text of a schedule made
/// here is the expression that makes it.
@FunctionalInterface
public interface Schedule {

  /// The rate of a step, counted from 1.
  double at(long step);

  /// The same rate at every step.
  static Schedule constant(double rate) {
    return new Schedules.Constant(rate);
  }

  /// `rate · factorⁿ` with n growing by one every `every` steps, and a factor of at least 0.
  static Schedule step(double rate, long every, double factor) {
    return new Schedules.Step(rate, every, factor);
  }

  /// From `rate` down to `last` along half a cosine over `steps` steps, then constant (Loshchilov
  /// and Hutter 2017).
  static Schedule cosine(double rate, double last, long steps) {
    return new Schedules.Cosine(rate, last, steps);
  }

  /// `rate · factor^(t − 1)`, with a factor of at least 0 (`ExponentialLR`).
  static Schedule exponential(double rate, double factor) {
    return new Schedules.Step(rate, 1, factor);
  }

  /// `rate · factorⁿ` with n the number of milestones below the step: the first step with the
  /// smaller rate is that after a milestone (`MultiStepLR`).
  ///
  /// @param milestones in rising order, at least one
  static Schedule multiStep(double rate, double factor, long... milestones) {
    Require.given("schedule", "the milestones", milestones, "give steps in rising order");
    return new Schedules.MultiStep(rate, factor, milestones);
  }

  /// In a straight line from `from` to `to` over `steps` steps, then constant (`LinearLR`).
  static Schedule linear(double from, double to, long steps) {
    return polynomial(from, to, 1, steps);
  }

  /// `to + (from − to) · (1 − s)^power` where s grows from 0 to 1 over `steps` steps, then constant
  /// (`PolynomialLR`, with `to` 0).
  ///
  /// @param power above 0
  static Schedule polynomial(double from, double to, double power, long steps) {
    return new Schedules.Polynomial(from, to, power, steps);
  }

  /// Half a cosine from `rate` down to `last` over a period, then again from `rate`, each period
  /// `growth` times as long as the one before (`CosineAnnealingWarmRestarts`; Loshchilov and Hutter
  /// 2017).
  ///
  /// @param growth a whole number of at least 1
  static Schedule cosineWithRestarts(double rate, double last, long period, int growth) {
    return new Schedules.CosineRestarts(rate, last, period, growth);
  }

  /// Up along half a cosine from `most/25` to `most` over the first 30 % of the steps, then down
  /// along half a cosine to `most/25·10⁻⁴` (`OneCycleLR`; Smith and Topin 2018).
  ///
  /// @param steps of the whole training, at least 2
  static Schedule oneCycle(double most, long steps) {
    return new Schedules.OneCycle(most, steps, 0.3, 25, 1e4);
  }

  /// Up in a straight line from `least` to `most` over `up` steps and down over `down` steps, again
  /// and again (`CyclicLR`, triangular; Smith 2017).
  static Schedule cyclic(double least, double most, long up, long down) {
    return new Schedules.Cyclic(least, most, up, down);
  }

  /// Up in a straight line to `rate` over `warmup` steps, then `rate · √(warmup / t)` (Vaswani et
  /// al. 2017).
  static Schedule inverseSquareRoot(double rate, long warmup) {
    return new Schedules.InverseSquareRoot(rate, warmup);
  }

  /// Up in a straight line over `warmup` steps, constant, and over the last `decay` of `steps`
  /// steps down in a straight line to 0 (Hu et al. 2024).
  static Schedule warmupStableDecay(double rate, long warmup, long steps, long decay) {
    return constant(rate)
        .withWarmup(warmup)
        .then(steps - decay, linear(rate, 0, Math.max(1, decay)));
  }

  /// Each rate times a factor of at least 0: for parameters that need smaller or larger steps than
  /// the others.
  default Schedule times(double factor) {
    return new Schedules.Times(this, factor);
  }

  /// This schedule for `steps` steps, then another one from its first step on (`SequentialLR`).
  default Schedule then(long steps, Schedule next) {
    return new Schedules.Sequence(this, steps, next);
  }

  /// This schedule multiplied by a factor that grows in a straight line to 1 over the first `steps`
  /// steps.
  @CheckReturnValue
  default Schedule withWarmup(long steps) {
    return new Schedules.Warmup(this, steps);
  }

  /// This schedule counted in epochs: its rate at 1 is the rate of every step of the first epoch.
  ///
  /// ```java
  /// Schedule.step(0.1, 30, 0.1).perEpoch(batches) // a tenth after every 30 epochs
  /// ```
  ///
  /// @param steps the steps of an epoch, at least 1
  default Schedule perEpoch(long steps) {
    return new Schedules.PerEpoch(this, steps);
  }
}
