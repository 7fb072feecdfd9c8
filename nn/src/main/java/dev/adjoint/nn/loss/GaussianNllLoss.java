package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The negative log-likelihood of a target under a normal distribution with mean y and variance v,
/// both predicted: `½·(log max(v, ε) + (y − t)² / max(v, ε))`.
///
/// With `full` the constant `½·log 2π` is added.
///
/// **Shapes**: input, target and variance equal.
///
/// **Gradient**: for the input `(y − t)/v`, for the variance `½·(1/v − (y − t)²/v²)`, with ε in
/// place of a smaller v, as in PyTorch. NaN gives NaN.
///
/// **Throws**: IllegalArgumentException for a negative variance.
///
/// As `torch.nn.GaussianNLLLoss`.
///
/// @param full whether the constant is added
/// @param epsilon ε, above 0, the least variance
public record GaussianNllLoss(boolean full, double epsilon, Averaging averaging) {

  private static final String NAME = "gaussian nll loss";

  /// Checks the arguments.
  public GaussianNllLoss {
    Require.positive(NAME, "epsilon", epsilon, "1e-6 is usual");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// Without the constant, ε = 1e-6, and the mean.
  public GaussianNllLoss() {
    this(false, 1e-6, Averaging.MEAN);
  }

  /// The loss of predicted means against their targets.
  ///
  /// @param variance of the input's shape, at least 0
  public Tensor of(Tensor input, Tensor target, Tensor variance) {
    SameShape.require(NAME, input, target);
    SameShape.require(NAME, input, variance);
    Probability.requireNotNegative(
        NAME, "the variance", variance, "let the network give its logarithm, or softplus of it");
    // The lower bound adds a constant, so the gradient of the variance passes.
    Tensor fixed = variance.detach();
    Tensor lift = fixed.maximum(Tensor.fullLike(fixed, epsilon)).subtract(fixed);
    Tensor v = variance.add(lift);
    Tensor losses = v.log().add(input.subtract(target).square().divide(v)).multiply(0.5);
    return averaging.apply(full ? losses.add(0.5 * Math.log(2 * Math.PI)) : losses);
  }
}
