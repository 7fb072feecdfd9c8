package dev.adjoint.nn.optim;

/// The rate as a function of the step.
@FunctionalInterface
public interface Schedule {

  /// The rate of a step, counted from 1.
  double at(long step);

  /// The same rate at every step.
  static Schedule constant(double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "rate: is %s but must be a finite number of at least 0; 0.001 is usual for Adam, 0.1 for SGD"
              .formatted(rate));
    }
    return _ -> rate;
  }

  /// `rate · factorⁿ` with n growing by one every `every` steps.
  static Schedule step(double rate, long every, double factor) {
    return step -> rate * StrictMath.pow(factor, Math.floorDiv(step - 1, every));
  }

  /// From `rate` down to `last` along half a cosine over `steps` steps, then constant (Loshchilov and Hutter 2017).
  static Schedule cosine(double rate, double last, long steps) {
    return step -> {
      double done = Math.min(1, (step - 1) / (double) Math.max(1, steps));
      return last + (rate - last) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
    };
  }

  /// This schedule multiplied by a factor that grows in a straight line to 1 over the first `steps` steps.
  default Schedule withWarmup(long steps) {
    return step -> at(step) * Math.min(1, step / (double) Math.max(1, steps));
  }
}
