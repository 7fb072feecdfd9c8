package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// `max(0, x) + min(0, α·(e^(x/α) − 1))` (Barron 2017), an ELU whose slope is continuous for every
/// α.
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: g where `x > 0`, else `g·e^(x/α)`.
///
/// As `torch.nn.CELU`, whose default is α = 1.
///
/// @param alpha α, finite and above 0: far below zero the result is −α
public record Celu(double alpha) implements PureLayer {

  /// Checks that α is finite and not 0.
  public Celu {
    Require.positive("celu", "alpha", alpha, "1 is usual");
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("celu", "x", x).celu(alpha);
  }

  @Override
  public String toString() {
    return "Celu(%s)".formatted(alpha);
  }
}
