package dev.adjoint.nn;

import dev.adjoint.tensor.Tensor;

/// `x` where `x > 0`, else `α · (eˣ − 1)` (Clevert et al. 2016).
///
/// @param alpha α, what negative inputs saturate at, times −1
public record Elu(double alpha) implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return x.elu(alpha);
  }

  @Override
  public String toString() {
    return "Elu(%s)".formatted(alpha);
  }
}
