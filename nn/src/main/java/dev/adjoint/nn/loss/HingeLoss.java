package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The hinge loss of a target of −1 or 1: `max(0, margin − t·y)`, the loss of support vector
/// machines.
///
/// **Shapes**: input and target equal.
///
/// **Gradient**: `−t` where `t·y < margin`, else 0. NaN gives NaN.
///
/// **Throws**: IllegalArgumentException for a target that is neither −1 nor 1.
///
/// @param margin finite and above 0
public record HingeLoss(double margin, Averaging averaging) implements Loss {

  private static final String NAME = "hinge loss";

  /// Checks the arguments.
  public HingeLoss {
    Require.positive(NAME, "the margin", margin, "1 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// Margin 1 and the mean.
  public HingeLoss() {
    this(1, Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    Signs.require(NAME, target);
    return averaging.apply(target.multiply(input).negative().add(margin).relu());
  }
}
