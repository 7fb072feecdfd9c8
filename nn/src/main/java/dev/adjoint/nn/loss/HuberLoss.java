package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// Squared near 0, absolute beyond: `½·e²` where `|e| ≤ δ`, else `δ·(|e| − ½·δ)`, with `e = y − t`
/// (Huber 1964).
///
/// **Shapes**: input and target equal.
///
/// @param delta δ > 0, in units of the target
public record HuberLoss(double delta, Averaging averaging) implements Loss {

  /// Checks the range of delta.
  public HuberLoss {
    if (!(delta > 0)) {
      throw new IllegalArgumentException(
          "huber loss: delta is %s but must be above 0; 1 is usual".formatted(delta));
    }
  }

  /// δ = 1 and the mean.
  public HuberLoss() {
    this(1, Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require("huber loss", input, target);
    Tensor e = input.subtract(target);
    Tensor size = e.abs();
    Tensor beyond = size.subtract(0.5 * delta).multiply(delta);
    return averaging.apply(
        e.square().multiply(0.5).where(size.detach().lessOrEqual(delta), beyond));
  }
}
