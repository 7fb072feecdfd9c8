package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// x where `|x| > λ`, else 0.
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: g where `|x| > λ`, else 0.
///
/// As `torch.nn.Hardshrink`, whose default is λ = 0.5.
///
/// @param lambda λ, finite and at least 0
public record Hardshrink(double lambda) implements PureLayer {

  /// Checks the range of λ.
  public Hardshrink {
    Require.notNegative("hardshrink", "lambda", lambda, "0.5 is usual");
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("hardshrink", "x", x).hardshrink(lambda);
  }

  @Override
  public String toString() {
    return "Hardshrink(%s)".formatted(lambda);
  }
}
