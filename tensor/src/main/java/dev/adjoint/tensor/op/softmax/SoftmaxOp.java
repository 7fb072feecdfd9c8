package dev.adjoint.tensor.op.softmax;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.softmax.SoftmaxCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The exponentials along the last axis, scaled to sum to 1: `yᵢ = exp(xᵢ − m) / Σⱼ exp(xⱼ − m)`,
/// where m is the largest element, so that nothing overflows.
///
/// Gradient: `y · (g − Σⱼ gⱼ·yⱼ)`. An element of −∞ gets 0; a row that contains only −∞ gives NaN,
/// as in PyTorch. `Tensor.softmax` moves other axes to the end.
public record SoftmaxOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    Tensor value = TensorMemory.allocate(x.elementType(), x.shape());
    if (x.shape().count() > 0) {
      View view = TensorMemory.contiguous(x);
      int length = x.shape().size(-1);
      new SoftmaxCall(view, TensorMemory.view(value), x.shape().count() / length, length).run();
    }
    return Applied.byResult(
        value, (g, y) -> y.multiply(g.subtract(g.multiply(y).sum(KeepAxes.YES, -1))));
  }
}
