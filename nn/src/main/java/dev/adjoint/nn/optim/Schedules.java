package dev.adjoint.nn.optim;

import static java.util.stream.Collectors.joining;

import dev.adjoint.nn.argument.Require;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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

  record MultiStep(double rate, double factor, long[] milestones) implements Schedule {
    MultiStep {
      requireRate(rate);
      Require.notNegative("multi-step schedule", "the factor", factor, "0.1 is usual");
      milestones = milestones.clone();
      requireSteps("multi-step schedule", milestones.length);
      for (int i = 0; i < milestones.length; i++) {
        if (milestones[i] < (i == 0 ? 1 : milestones[i - 1])) {
          throw new IllegalArgumentException(
              "multi-step schedule: milestone %d follows %d but must not be smaller, and the first at least 1; sort them"
                  .formatted(milestones[i], i == 0 ? 0 : milestones[i - 1]));
        }
      }
    }

    @Override
    public double at(long step) {
      int passed = 0;
      while (passed < milestones.length && milestones[passed] < step) {
        passed++;
      }
      return rate * StrictMath.pow(factor, passed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof MultiStep that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      String all = Arrays.stream(milestones).mapToObj(Long::toString).collect(joining(", "));
      return "multiStep(%s, %s, %s)".formatted(rate, factor, all);
    }
  }

  record Polynomial(double from, double to, double power, long steps) implements Schedule {
    Polynomial {
      requireRate(from);
      requireRate(to);
      Require.positive("polynomial schedule", "the power", power, "1 is a straight line");
      requireSteps("polynomial schedule", steps);
    }

    @Override
    public double at(long step) {
      double left = 1 - Math.min(1, (step - 1) / (double) steps);
      return to + (from - to) * StrictMath.pow(left, power);
    }

    @Override
    public String toString() {
      return power == 1
          ? "linear(%s, %s, %d)".formatted(from, to, steps)
          : "polynomial(%s, %s, %s, %d)".formatted(from, to, power, steps);
    }
  }

  record CosineRestarts(double rate, double last, long period, int growth) implements Schedule {
    CosineRestarts {
      requireRate(rate);
      requireRate(last);
      requireSteps("cosine schedule with restarts", period);
      Require.size("cosine schedule with restarts", "the growth", growth, "1 or 2 is usual");
    }

    @Override
    public double at(long step) {
      long since = step - 1;
      long length = period;
      if (growth == 1) {
        since %= period;
      } else {
        while (since >= length) {
          since -= length;
          length = Math.multiplyExact(length, growth);
        }
      }
      double done = since / (double) length;
      return last + (rate - last) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
    }

    @Override
    public String toString() {
      return "cosineWithRestarts(%s, %s, %d, %d)".formatted(rate, last, period, growth);
    }
  }

  record OneCycle(double most, long steps, double rising, double start, double end)
      implements Schedule {
    OneCycle {
      requireRate(most);
      if (steps < 2) {
        throw new IllegalArgumentException(
            "one-cycle schedule: the number of steps is %d but must be at least 2; count the steps of an epoch times the epochs"
                .formatted(steps));
      }
    }

    @Override
    public double at(long step) {
      double low = most / start;
      double top = rising * steps - 1;
      double now = Math.min(step, steps) - 1.0;
      return now <= top
          ? between(low, most, top <= 0 ? 1 : now / top)
          : between(most, low / end, (now - top) / (steps - 1 - top));
    }

    private static double between(double from, double to, double share) {
      return to + (from - to) * 0.5 * (1 + StrictMath.cos(Math.PI * share));
    }

    @Override
    public String toString() {
      return "oneCycle(%s, %d)".formatted(most, steps);
    }
  }

  record Cyclic(double least, double most, long up, long down) implements Schedule {
    Cyclic {
      requireRate(least);
      requireRate(most);
      requireSteps("cyclic schedule", up);
      requireSteps("cyclic schedule", down);
    }

    @Override
    public double at(long step) {
      long since = (step - 1) % (up + down);
      double share = since <= up ? since / (double) up : 1 - (since - up) / (double) down;
      return least + (most - least) * share;
    }

    @Override
    public String toString() {
      return "cyclic(%s, %s, %d, %d)".formatted(least, most, up, down);
    }
  }

  record InverseSquareRoot(double rate, long warmup) implements Schedule {
    InverseSquareRoot {
      requireRate(rate);
      requireSteps("inverse square root schedule", warmup);
    }

    @Override
    public double at(long step) {
      return step <= warmup
          ? rate * (step / (double) warmup)
          : rate * Math.sqrt(warmup / (double) step);
    }

    @Override
    public String toString() {
      return "inverseSquareRoot(%s, %d)".formatted(rate, warmup);
    }
  }

  record Sequence(Schedule first, long steps, Schedule next) implements Schedule {
    Sequence {
      Require.given("sequence of schedules", "the first schedule", first);
      Require.given("sequence of schedules", "the next schedule", next);
      requireSteps("sequence of schedules", steps);
    }

    @Override
    public double at(long step) {
      return step <= steps ? first.at(step) : next.at(step - steps);
    }

    @Override
    public String toString() {
      return "%s.then(%d, %s)".formatted(first, steps, next);
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

  record Times(Schedule each, double factor) implements Schedule {
    Times {
      Require.given("schedule", "the schedule", each);
      Require.notNegative("schedule", "the factor", factor, "1 leaves the rates as they are");
    }

    @Override
    public double at(long step) {
      return each.at(step) * factor;
    }

    @Override
    public String toString() {
      return "%s.times(%s)".formatted(each, factor);
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
