package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// `log(1 + e^(β·x)) / β`, a smooth ReLU; x itself where `β·x > threshold`, as in PyTorch.
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: `g·σ(β·x)`, and g where `β·x > threshold`.
///
/// As `torch.nn.Softplus`, whose defaults are β = 1 and 20.
///
/// @param beta β, finite and above 0
/// @param threshold where the line begins
public record Softplus(double beta, double threshold) implements PureLayer {

  /// Checks the ranges.
  public Softplus {
    Require.positive("softplus", "beta", beta, "1 is usual");
    Require.finite("softplus", "the threshold", threshold, "20 is usual");
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("softplus", "x", x).softplus(beta, threshold);
  }

  @Override
  public String toString() {
    return "Softplus(beta %s, threshold %s)".formatted(beta, threshold);
  }
}
