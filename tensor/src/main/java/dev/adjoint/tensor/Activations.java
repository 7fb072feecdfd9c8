package dev.adjoint.tensor;

import dev.adjoint.tensor.op.PointwiseUnary;

/// The activation functions, element by element; formulas and defaults are PyTorch's.
public sealed interface Activations permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// `max(x, 0)`; the gradient at 0 is 0.
  default Tensor relu() {
    return Tensor.apply(PointwiseUnary.RELU, self());
  }

  /// `1 / (1 + e⁻ˣ)`.
  default Tensor sigmoid() {
    return Tensor.apply(PointwiseUnary.SIGMOID, self());
  }

  /// `log(1 + eˣ)`, without overflow.
  default Tensor softplus() {
    return Tensor.apply(PointwiseUnary.SOFTPLUS, self());
  }
}
