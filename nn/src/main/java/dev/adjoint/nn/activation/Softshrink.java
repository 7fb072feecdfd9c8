package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// `x − λ` where `x > λ`, `x + λ` where `x < −λ`, else 0.
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: g where `|x| > λ`, else 0. NaN gives NaN.
///
/// As `torch.nn.Softshrink`, whose default is λ = 0.5.
///
/// @param lambda λ, finite and at least 0
public record Softshrink(double lambda) implements PureLayer {

  /// Checks the range of λ.
  public Softshrink {
    Require.notNegative("softshrink", "lambda", lambda, "0.5 is usual");
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("softshrink", "x", x).softshrink(lambda);
  }

  @Override
  public String toString() {
    return "Softshrink(%s)".formatted(lambda);
  }
}
