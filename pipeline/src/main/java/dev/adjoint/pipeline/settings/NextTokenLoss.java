package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.Tensor;

/// The mean cross-entropy over all positions of all samples, in nats.
///
/// **Shapes**: logits `[N, T, K]`, tokens `[N, T]`.
public record NextTokenLoss() implements Loss {

  @Override
  public Tensor of(Tensor logits, Tensor next) {
    return new CrossEntropyLoss().of(logits.flatten(0, 1), next.flatten());
  }
}
