package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The mean absolute error: `mean(|y − t|)` over all elements. The gradient where `y = t` is 0.
///
/// **Shapes**: input and target equal.
///
/// **Gradient**: the sign of `y − t`, 0 where they are equal.
public record L1Loss(Averaging averaging) implements Loss {

  private static final String NAME = "l1 loss";

  /// Checks that there is an averaging.
  public L1Loss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The mean over all elements.
  public L1Loss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    return averaging.apply(input.subtract(target).abs());
  }
}
