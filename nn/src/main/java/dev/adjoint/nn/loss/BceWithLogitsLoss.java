package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// Binary cross-entropy from logits: that of `sigmoid(x)`, computed without overflow as
/// `mean(softplus(x) − x·t)`.
///
/// **Shapes**: input and target equal; target within 0 … 1.
public record BceWithLogitsLoss(Averaging averaging) implements Loss {

  /// The mean over all elements.
  public BceWithLogitsLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require("bce with logits loss", input, target);
    return averaging.apply(input.softplus().subtract(input.multiply(target)));
  }
}
