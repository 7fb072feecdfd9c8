package dev.adjoint.pipeline.attribution;

import dev.adjoint.data.DataException;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.Optional;

/// What is to be attributed, and how.
///
/// @param method how
/// @param target the class whose output is attributed; empty for the answer. Not used where the
///   network predicts a number
/// @param baseline what the sample is compared with; empty for [Baseline#usual]
/// @param steps the points of the integral of integrated gradients, 1 … 1000
/// @param randomWeights whether the weights are random instead of trained ones
public record AttributionOptions(
    AttributionMethod method,
    Optional<String> target,
    Optional<Baseline> baseline,
    int steps,
    boolean randomWeights) {

  /// The usual number of points of the integral.
  public static final int STEPS = 64;

  private static final int MOST = 1000;

  /// Checks the number of points.
  ///
  /// @throws DataException when it is out of its range
  public AttributionOptions {
    if (steps < 1 || steps > MOST) {
      throw new DataException(
          "attribution: steps is %d but must be within 1 … %d; %d is usual"
              .formatted(steps, MOST, STEPS));
    }
  }

  /// The answer of the trained network, with the usual baseline.
  public static AttributionOptions of(AttributionMethod method) {
    return new AttributionOptions(method, Optional.empty(), Optional.empty(), STEPS, false);
  }

  /// The same for an output by the name of its class.
  @CheckReturnValue
  public AttributionOptions withTarget(String name) {
    return new AttributionOptions(method, Optional.of(name), baseline, steps, randomWeights);
  }

  /// The same with another baseline.
  @CheckReturnValue
  public AttributionOptions withBaseline(Baseline other) {
    return new AttributionOptions(method, target, Optional.of(other), steps, randomWeights);
  }

  /// The same with another number of points of the integral.
  @CheckReturnValue
  public AttributionOptions withSteps(int count) {
    return new AttributionOptions(method, target, baseline, count, randomWeights);
  }

  /// The same for random weights.
  @CheckReturnValue
  public AttributionOptions withRandomWeights() {
    return new AttributionOptions(method, target, baseline, steps, true);
  }
}
