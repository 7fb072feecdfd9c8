package dev.adjoint.data.generate;

import java.util.random.RandomGenerator;

/// Normally distributed numbers by Box and Muller's formula, the same bits on every machine.
final class Normal {
  private Normal() {}

  static double next(RandomGenerator random) {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
