package dev.adjoint.nn.optim;

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

  /// This schedule multiplied by a factor that grows in a straight line to 1 over the first `steps`
  /// steps.
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
