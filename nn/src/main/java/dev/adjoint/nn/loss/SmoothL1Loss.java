package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// Squared near 0, absolute beyond, with slope 1: `½·e² / β` where `|e| < β`, else `|e| − ½·β`,
/// with `e = y − t` (Girshick 2015). That is [HuberLoss] with δ = β, divided by β.
///
/// **Shapes**: input and target equal.
///
/// **Gradient**: `e / β` where `|e| < β`, else `sign(e)`. NaN gives NaN.
///
/// As `torch.nn.SmoothL1Loss`, but β must be above 0; for β = 0 use [L1Loss].
///
/// @param beta β, finite and above 0, in units of the target
public record SmoothL1Loss(double beta, Averaging averaging) implements Loss {

  private static final String NAME = "smooth l1 loss";

  /// Checks the range of beta.
  public SmoothL1Loss {
    Require.positive(NAME, "beta", beta, "1 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// β = 1 and the mean.
  public SmoothL1Loss() {
    this(1, Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    return averaging.apply(HuberLoss.elements(input.subtract(target), beta).divide(beta));
  }
}
