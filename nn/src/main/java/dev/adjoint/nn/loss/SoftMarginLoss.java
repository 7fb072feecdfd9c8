package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The logistic loss of a target of −1 or 1: `log(1 + e^(−t·y))`.
///
/// **Shapes**: input and target equal.
///
/// **Gradient**: `−t / (1 + e^(t·y))`. NaN gives NaN.
///
/// **Throws**: IllegalArgumentException for a target that is neither −1 nor 1.
///
/// As `torch.nn.SoftMarginLoss`.
public record SoftMarginLoss(Averaging averaging) implements Loss {

  private static final String NAME = "soft margin loss";

  /// Checks the arguments.
  public SoftMarginLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The mean.
  public SoftMarginLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    Signs.require(NAME, target);
    return averaging.apply(target.multiply(input).negative().softplus());
  }
}
