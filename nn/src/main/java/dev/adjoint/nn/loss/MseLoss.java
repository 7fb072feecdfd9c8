package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The mean squared error: `mean((y − t)²)` over all elements.
///
/// **Shapes**: input and target equal.
///
/// **Gradient**: `2·(y − t)`, divided as the averaging says.
public record MseLoss(Averaging averaging) implements Loss {

  private static final String NAME = "mse loss";

  /// Checks that there is an averaging.
  public MseLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The mean over all elements.
  public MseLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    return averaging.apply(input.subtract(target).square());
  }
}
