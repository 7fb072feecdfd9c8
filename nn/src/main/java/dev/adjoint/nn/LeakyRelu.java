package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// `x` where `x > 0`, else `slope · x` (Maas et al. 2013).
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: g where `x > 0`, else `slope·g`.
///
/// @param slope for negative inputs, a finite number; 0.01 is usual
public record LeakyRelu(double slope) implements PureLayer {

  /// Checks that the slope is finite.
  public LeakyRelu {
    Require.finite("leaky relu", "the slope", slope, "0.01 is usual");
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("leaky relu", "x", x).leakyRelu(slope);
  }

  @Override
  public String toString() {
    return "LeakyRelu(%s)".formatted(slope);
  }
}
