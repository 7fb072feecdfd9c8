package dev.adjoint.nn;

import dev.adjoint.tensor.Tensor;

/// All axes but the first as one: `[N, …]` becomes `[N, product]`.
public record Flatten() implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return x.reshape(x.shape().size(0), x.shape().count() / Math.max(x.shape().size(0), 1));
  }
}
