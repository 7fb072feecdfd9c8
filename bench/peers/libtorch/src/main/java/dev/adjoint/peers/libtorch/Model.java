package dev.adjoint.peers.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A model with its loss.
@FunctionalInterface
interface Model {

  /// The loss of one batch.
  Tensor loss(Tensor x, Tensor target);

  /// A model that gives each sample a number for each class.
  @FunctionalInterface
  interface Classifier extends Model {

    /// Those numbers.
    Tensor logits(Tensor x);

    @Override
    default Tensor loss(Tensor x, Tensor target) {
      return torch.cross_entropy_loss(logits(x), target);
    }
  }
}
