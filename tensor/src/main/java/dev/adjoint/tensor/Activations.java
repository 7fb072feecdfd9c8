package dev.adjoint.tensor;

import dev.adjoint.tensor.op.CrossEntropy;
import dev.adjoint.tensor.op.LogSoftmax;
import dev.adjoint.tensor.op.PointwiseUnary;
import dev.adjoint.tensor.op.Softmax;

/// The activation functions; formulas and defaults are PyTorch's.
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

  /// `exp(xᵢ) / Σⱼ exp(xⱼ)` along an axis, without overflow; a row of −∞ alone gives NaN.
  default Tensor softmax(int axis) {
    return alongLast("softmax", axis, new Softmax());
  }

  /// `xᵢ − log Σⱼ exp(xⱼ)` along an axis, without overflow; a row of −∞ alone gives NaN.
  default Tensor logSoftmax(int axis) {
    return alongLast("log softmax", axis, new LogSoftmax());
  }

  /// The loss of each sample, `−log softmax(x)[target]`: x are logits `[N, K]`, the target class
  /// indices `[N]` (I64), the result `[N]`.
  ///
  /// @throws ShapeException if there is not one target for each row
  /// @throws IndexOutOfBoundsException if a target is outside 0 … K − 1
  default Tensor crossEntropy(Tensor target) {
    return Tensor.apply(new CrossEntropy(), self(), target);
  }

  private Tensor alongLast(String operation, int axis, Operation along) {
    int last = self().shape().rank() - 1;
    int chosen = self().shape().axis(operation, axis);
    return chosen == last
        ? Tensor.apply(along, self())
        : Tensor.apply(along, self().transpose(chosen, last)).transpose(chosen, last);
  }
}
