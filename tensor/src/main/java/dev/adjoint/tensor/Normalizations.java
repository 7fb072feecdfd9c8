package dev.adjoint.tensor;

import dev.adjoint.tensor.op.LayerNorm;

/// Normalisation to mean 0 and variance 1, by row or by channel.
public sealed interface Normalizations permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// Layer normalisation `(x − μ) / √(v + ε)` over the last axes, which have these sizes.
  ///
  /// @param epsilon ε, 1e-5 by custom
  /// @throws ShapeException if the last sizes of this tensor are others
  default Tensor layerNorm(Shape over, double epsilon) {
    return Tensor.apply(new LayerNorm(over, epsilon), self());
  }

  /// Layer normalisation over as many last axes as the gain has, times the gain.
  default Tensor layerNorm(Tensor gain, double epsilon) {
    return Tensor.apply(new LayerNorm(gain.shape(), epsilon), self(), gain);
  }

  /// Layer normalisation over as many last axes as the gain has, times the gain, plus the bias.
  default Tensor layerNorm(Tensor gain, Tensor bias, double epsilon) {
    return Tensor.apply(new LayerNorm(gain.shape(), epsilon), self(), gain, bias);
  }
}
