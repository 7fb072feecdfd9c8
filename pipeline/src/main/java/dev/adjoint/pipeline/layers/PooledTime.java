package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Pass;
import dev.adjoint.nn.TimePooling;
import dev.adjoint.tensor.Tensor;

/// One vector for each sequence, see [TimePooling].
///
/// @param pooling how the steps are put together
record PooledTime(TimePooling pooling) implements MaskedLayer {

  @Override
  public Tensor forward(Tensor x, Tensor mask, Pass pass) {
    return pooling.forward(x, mask);
  }
}
