package dev.adjoint.train.search;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Finds a rate to train with (Smith 2017): trains for some steps while the rate grows by equal
/// factors, and looks where the loss falls fastest. The model is afterwards as it was.
///
/// ```java
/// RateFinder.Curve curve =
///     new RateFinder(1e-6, 1, 100).run(model, Adam::new, () -> loss(nextBatch()));
/// double rate = curve.suggestion();
/// ```
///
/// @param from the first rate, above 0
/// @param to the last rate, above the first
/// @param steps at least 3; 100 is usual
public record RateFinder(double from, double to, int steps) {

  /// The share of the past in the smoothed loss.
  private static final double PAST = 0.9;

  /// The search ends where the smoothed loss is this many times its least value.
  private static final double TOO_MUCH = 4;

  /// Checks the ranges.
  public RateFinder {
    if (!(from > 0 && to > from && to < Double.POSITIVE_INFINITY) || steps < 3) {
      throw new IllegalArgumentException(
          "rate finder: rates from %s to %s in %d steps, but they must be above 0 and rise, in at least 3 steps; 1e-6 to 1 in 100 steps is usual"
              .formatted(from, to, steps));
    }
  }

  /// The losses by rate.
  ///
  /// @param rates in rising order
  /// @param losses smoothed, before the step with that rate
  public record Curve(double[] rates, double[] losses) {

    /// The rate at which the loss falls fastest, as a part of the logarithm of the rate.
    ///
    /// @throws IllegalStateException if the loss never falls
    public double suggestion() {
      int best = -1;
      double steepest = 0;
      for (int i = 1; i + 1 < losses.length; i++) {
        double slope = (losses[i + 1] - losses[i - 1]) / Math.log(rates[i + 1] / rates[i - 1]);
        if (slope < steepest) {
          steepest = slope;
          best = i;
        }
      }
      if (best < 0) {
        throw new IllegalStateException(
            "rate finder: the loss falls at no rate from %s to %s; begin with a smaller one, or look at the model"
                .formatted(rates[0], rates[rates.length - 1]));
      }
      return rates[best];
    }
  }

  /// Trains and puts the weights and buffers back.
  ///
  /// @param rule from the schedule of rates to the update rule
  /// @param loss computes the loss of the next batch
  public Curve run(Object model, Function<Schedule, UpdateRule> rule, Supplier<Tensor> loss) {
    Parameters parameters = Parameters.of(model);
    Map<String, Tensor> before = parameters.stateDict();
    try {
      return curve(Optimizer.of(parameters, rule.apply(this::rate)), loss);
    } finally {
      parameters.loadStateDict(before);
      parameters.zeroGrad();
    }
  }

  private double rate(long step) {
    return from * StrictMath.pow(to / from, (step - 1) / (steps - 1.0));
  }

  private Curve curve(Optimizer optimizer, Supplier<Tensor> loss) {
    double[] rates = new double[steps];
    double[] losses = new double[steps];
    double mean = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < steps; i++) {
      optimizer.zeroGrad();
      Tensor value = loss.get();
      double now = value.item();
      mean = PAST * mean + (1 - PAST) * now;
      rates[i] = rate(i + 1);
      losses[i] = mean / (1 - StrictMath.pow(PAST, i + 1));
      least = Math.min(least, losses[i]);
      boolean exploded = least > 0 && losses[i] > TOO_MUCH * least;
      if (exploded || !(Math.abs(now) < Double.POSITIVE_INFINITY)) {
        return new Curve(Arrays.copyOf(rates, i), Arrays.copyOf(losses, i));
      }
      value.backward();
      optimizer.step();
    }
    return new Curve(rates, losses);
  }
}
