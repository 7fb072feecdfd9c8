package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// How far an output is from its target.
@FunctionalInterface
public interface Loss {

  /// The loss of `input`, the network's output, against `target`.
  Tensor of(Tensor input, Tensor target);
}
