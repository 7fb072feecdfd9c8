package dev.adjoint.tensor.op.index;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.reduce.SortCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.Runs;
import dev.adjoint.tensor.op.reduce.ExtremeOp;

/// The indices that sort the elements along an axis: I64, without a gradient.
///
/// Equal elements keep their order; NaN counts as larger than everything, as in PyTorch.
public record ArgsortOp(int axis, boolean descending) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ExtremeOp.requireNumbers(label(), x);
    View values = TensorMemory.view(TensorMemory.allocate(x.elementType(), x.shape()));
    Tensor indices = TensorMemory.allocate(ElementType.I64, x.shape());
    Runs runs = Runs.along(axis, x.shape().toArray());
    new SortCall(
            descending,
            TensorMemory.contiguous(x),
            values,
            TensorMemory.view(indices),
            runs.outer(),
            runs.length(),
            runs.inner())
        .run();
    return Applied.constant(indices);
  }

  @Override
  public String label() {
    return "argsort";
  }
}
