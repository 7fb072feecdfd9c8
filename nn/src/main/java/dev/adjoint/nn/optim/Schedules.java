package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;

/// The schedules of [Schedule], as records so that they print and compare by their numbers.
final class Schedules {

  private Schedules() {}

  private static void requireRate(double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "rate: is %s but must be a finite number of at least 0; 0.001 is usual for Adam, 0.1 for SGD"
              .formatted(rate));
    }
  }

  private static void requireSteps(String schedule, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "%s: the number of steps is %d but must be at least 1; count the steps of an epoch times the epochs"
              .formatted(schedule, steps));
    }
  }

  record Constant(double rate) implements Schedule {
    Constant {
      requireRate(rate);
    }

    @Override
    public double at(long step) {
      return rate;
    }

    @Override
    public String toString() {
      return Double.toString(rate);
    }
  }

  record Step(double rate, long every, double factor) implements Schedule {
    Step {
      requireRate(rate);
      Require.notNegative("step schedule", "the factor", factor, "0.1 is usual");
      requireSteps("step schedule", every);
    }

    @Override
    public double at(long step) {
      return rate * StrictMath.pow(factor, (double) Math.floorDiv(step - 1, every));
    }

    @Override
    public String toString() {
      return "step(%s, %d, %s)".formatted(rate, every, factor);
    }
  }

  record Cosine(double rate, double last, long steps) implements Schedule {
    Cosine {
      requireRate(rate);
      requireRate(last);
      requireSteps("cosine schedule", steps);
    }

    @Override
    public double at(long step) {
      double done = Math.min(1, (step - 1) / (double) steps);
      return last + (rate - last) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
    }

    @Override
    public String toString() {
      return "cosine(%s, %s, %d)".formatted(rate, last, steps);
    }
  }

  record Warmup(Schedule then, long steps) implements Schedule {
    Warmup {
      Require.given("warm-up", "the schedule", then);
      requireSteps("warm-up", steps);
    }

    @Override
    public double at(long step) {
      return then.at(step) * Math.min(1, step / (double) steps);
    }

    @Override
    public String toString() {
      return "%s.withWarmup(%d)".formatted(then, steps);
    }
  }

  record PerEpoch(Schedule epochs, long steps) implements Schedule {
    PerEpoch {
      Require.given("schedule per epoch", "the schedule", epochs);
      requireSteps("schedule per epoch", steps);
    }

    @Override
    public double at(long step) {
      return epochs.at(Math.floorDiv(step - 1, steps) + 1);
    }

    @Override
    public String toString() {
      return "%s.perEpoch(%d)".formatted(epochs, steps);
    }
  }
}
