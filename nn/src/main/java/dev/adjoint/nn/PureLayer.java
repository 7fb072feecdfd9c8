package dev.adjoint.nn;

import dev.adjoint.tensor.Tensor;

/// A layer that does the same in training and inference, so it is called without a [Pass].
@FunctionalInterface
public interface PureLayer extends Layer {

  /// The output for x.
  Tensor forward(Tensor x);

  @Override
  default Tensor forward(Tensor x, Pass pass) {
    return forward(x);
  }
}
