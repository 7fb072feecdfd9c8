package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;

/// A layer that needs to know which steps of a sequence are padding.
interface MaskedLayer extends Layer {

  /// The output for x.
  ///
  /// @param x `[N, T, W]`
  /// @param mask `[N, T]`, BOOL, true where a step counts
  Tensor forward(Tensor x, Tensor mask, Pass pass);

  /// The output for sequences without padding.
  @Override
  default Tensor forward(Tensor x, Pass pass) {
    Tensor all = Tensor.ones(x.shape().size(0), x.shape().size(1)).notEqual(0);
    return forward(x, all, pass);
  }
}
