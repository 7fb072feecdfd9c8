package dev.adjoint.train.search;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Finds a rate to train with (Smith 2017, *Cyclical Learning Rates for Training Neural Networks*,
/// section 3.3): trains for some steps while the rate grows by equal factors, and looks where the
/// loss falls fastest. The model is afterwards as it was.
///
/// ```java
/// RateCurve curve = new RateFinder(1e-6, 1, 100).run(model, Adam::new, () -> loss(nextBatch()));
/// double rate = curve.suggestion();
/// ```
///
/// @param from the first rate, above 0
/// @param to the last rate, above the first
/// @param steps at least 3; 100 is usual
public record RateFinder(double from, double to, int steps) {

  /// Rates from 10⁻⁶ to 10 in 120 steps.
  public static final RateFinder USUAL = new RateFinder(1e-6, 10, 120);

  /// Checks the ranges.
  public RateFinder {
    if (!(from > 0 && to > from && to < Double.POSITIVE_INFINITY) || steps < 3) {
      throw new IllegalArgumentException(
          "rate finder: rates from %s to %s in %d steps, but they must be above 0 and rise, in at least 3 steps; 1e-6 to 1 in 100 steps is usual"
              .formatted(from, to, steps));
    }
  }

  /// The rates of the steps.
  public Schedule schedule() {
    return step -> from * StrictMath.pow(to / from, (step - 1) / (steps - 1.0));
  }

  /// Trains and puts the weights and buffers back.
  ///
  /// @param rule from the schedule of rates to the update rule
  /// @param loss computes the loss of the next batch
  public RateCurve run(Object model, Function<Schedule, UpdateRule> rule, Supplier<Tensor> loss) {
    Parameters parameters = Parameters.of(model);
    Map<String, Tensor> before = parameters.stateDict();
    Optimizer optimizer = Optimizer.of(parameters, rule.apply(schedule()));
    try {
      RateLosses losses = new RateLosses(this);
      while (!losses.isFull()) {
        optimizer.zeroGrad();
        Tensor value = loss.get();
        if (!losses.add(value.item())) {
          return losses.curve();
        }
        value.backward();
        optimizer.step();
      }
      return losses.curve();
    } finally {
      parameters.loadStateDict(before);
      parameters.zeroGrad();
    }
  }

  /// The curve of a training that was run with [#schedule], from the losses before each of its
  /// steps.
  public RateCurve curve(Iterable<Double> losses) {
    RateLosses noted = new RateLosses(this);
    for (double loss : losses) {
      if (noted.isFull() || !noted.add(loss)) {
        break;
      }
    }
    return noted.curve();
  }
}
