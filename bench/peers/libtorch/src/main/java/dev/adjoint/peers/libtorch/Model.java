package dev.adjoint.peers.libtorch;

import org.bytedeco.pytorch.Tensor;

/// A model with its loss.
@FunctionalInterface
interface Model {

  /// The loss of one batch.
  Tensor loss(Tensor x, Tensor target);
}
