package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The negative log-likelihood of counts t under a Poisson distribution whose mean is `eʸ`: `eʸ −
/// t·y`; or, where the input is the mean itself, `y − t·log(y + ε)`.
///
/// With `full` the part that depends on the target alone is added by Stirling's formula, `t·log t −
/// t + ½·log(2πt)` for `t > 1`.
///
/// **Shapes**: input and target equal.
///
/// **Gradient**: `eʸ − t`, or `1 − t/(y + ε)`. NaN gives NaN.
///
/// As `torch.nn.PoissonNLLLoss`.
///
/// @param logInput whether the input is the logarithm of the mean
/// @param full whether Stirling's part is added
/// @param epsilon ε, above 0, for an input that is not a logarithm
public record PoissonNllLoss(boolean logInput, boolean full, double epsilon, Averaging averaging)
    implements Loss {

  private static final String NAME = "poisson nll loss";

  /// Checks the arguments.
  public PoissonNllLoss {
    Require.positive(NAME, "epsilon", epsilon, "1e-8 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The input is a logarithm; without the part of the target alone; the mean.
  public PoissonNllLoss() {
    this(true, false, 1e-8, Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    Tensor losses =
        logInput
            ? input.exp().subtract(target.multiply(input))
            : input.subtract(target.multiply(input.add(epsilon).log()));
    return averaging.apply(full ? losses.add(stirling(target)) : losses);
  }

  /// The part of the target alone, 0 up to 1.
  private static Tensor stirling(Tensor target) {
    Tensor large = target.detach().greater(1);
    Tensor t = target.where(large, Tensor.onesLike(target));
    Tensor part = t.multiply(t.log()).subtract(t).add(t.multiply(2 * Math.PI).log().multiply(0.5));
    return part.where(large, Tensor.zerosLike(target));
  }
}
