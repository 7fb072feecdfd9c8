package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// Squared near 0, absolute beyond: `½·e²` where `|e| ≤ δ`, else `δ·(|e| − ½·δ)`, with `e = y − t`
/// (Huber 1964).
///
/// Computed as `c·(|e| − ½·c)` with `c = min(|e|, δ)`, in which nothing overflows before the result
/// does.
///
/// **Shapes**: input and target equal.
///
/// **Gradient**: e where `|e| ≤ δ`, else `δ·sign(e)`. NaN gives NaN.
///
/// @param delta δ, finite and above 0, in units of the target
public record HuberLoss(double delta, Averaging averaging) implements Loss {

  private static final String NAME = "huber loss";

  /// Checks the range of delta.
  public HuberLoss {
    Require.positive(NAME, "delta", delta, "1 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// δ = 1 and the mean.
  public HuberLoss() {
    this(1, Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    return averaging.apply(elements(input.subtract(target), delta));
  }

  /// The loss of each error e.
  static Tensor elements(Tensor e, double delta) {
    Tensor size = e.abs();
    Tensor near = size.clamp(0, delta);
    return near.multiply(size.subtract(near.multiply(0.5)));
  }
}
