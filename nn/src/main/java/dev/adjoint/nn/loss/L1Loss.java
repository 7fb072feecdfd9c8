package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// The mean absolute error: `mean(|y − t|)` over all elements. The gradient where `y = t` is 0.
///
/// **Shapes**: input and target equal.
public record L1Loss(Averaging averaging) implements Loss {

  /// The mean over all elements.
  public L1Loss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require("l1 loss", input, target);
    return averaging.apply(input.subtract(target).abs());
  }
}
