package dev.adjoint.nn;

import dev.adjoint.tensor.Tensor;

/// `x` where `x > 0`, else `slope · x` (Maas et al. 2013).
///
/// @param slope for negative inputs; 0.01 is usual
public record LeakyRelu(double slope) implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return x.leakyRelu(slope);
  }

  @Override
  public String toString() {
    return "LeakyRelu(%s)".formatted(slope);
  }
}
