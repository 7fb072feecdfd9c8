package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// `x` where `x > 0`, else `α · (eˣ − 1)` (Clevert et al. 2016).
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: g where `x > 0`, else `g·α·eˣ`.
///
/// @param alpha α, a finite number: far below zero the result is −α; 1 is usual
public record Elu(double alpha) implements PureLayer {

  /// Checks that α is finite.
  public Elu {
    Require.finite("elu", "alpha", alpha, "1 is usual");
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("elu", "x", x).elu(alpha);
  }

  @Override
  public String toString() {
    return "Elu(%s)".formatted(alpha);
  }
}
