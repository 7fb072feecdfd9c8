package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.reduce.CumulativeExtremeCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.Runs;

/// The index (I64) of the largest or smallest element so far along an axis, without a gradient: the
/// last one of equal elements, and the last NaN if there is one.
public record CumulativeExtremeOp(int axis, boolean largest) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor indices = TensorMemory.allocate(ElementType.I64, x.shape());
    Runs runs = Runs.along(axis, x.shape().toArray());
    new CumulativeExtremeCall(
            TensorMemory.contiguous(x),
            TensorMemory.view(indices),
            largest,
            runs.outer(),
            runs.length(),
            runs.inner())
        .run();
    return Applied.constant(indices);
  }

  @Override
  public String label() {
    return "cumulative extreme";
  }
}
