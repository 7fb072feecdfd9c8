package dev.adjoint.tensor.op.softmax;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.softmax.LogSoftmaxCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The logarithm of the softmax along the last axis: `yᵢ = xᵢ − m − log Σⱼ exp(xⱼ − m)`, where m is
/// the largest element. Unlike the logarithm of the softmax, it stays finite if the softmax rounds
/// to 0.
///
/// Gradient: `g − exp(y) · Σⱼ gⱼ`. A row that contains only −∞ gives NaN, as in PyTorch.
/// `Tensor.logSoftmax` moves other axes to the end.
public record LogSoftmaxOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    return Applied.byResult(
        of(inputs[0]), (g, y) -> g.subtract(y.exp().multiply(g.sum(KeepAxes.YES, -1))));
  }

  /// The value without a gradient.
  static Tensor of(Tensor x) {
    ElementTypeException.requireFloating("log softmax", x);
    Shape shape = x.shape();
    Tensor value = TensorMemory.allocate(x.elementType(), shape);
    if (shape.count() > 0) {
      View view = TensorMemory.contiguous(x);
      new LogSoftmaxCall(
              view, TensorMemory.view(value), shape.count() / shape.size(-1), shape.size(-1))
          .run();
    }
    return value;
  }
}
