package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// The mean squared error: `mean((y − t)²)` over all elements.
///
/// **Shapes**: input and target equal.
public record MseLoss(Averaging averaging) implements Loss {

  /// The mean over all elements.
  public MseLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require("mse loss", input, target);
    return averaging.apply(input.subtract(target).square());
  }
}
