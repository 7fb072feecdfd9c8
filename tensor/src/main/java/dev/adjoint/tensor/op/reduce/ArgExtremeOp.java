package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.reduce.ArgReduceCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.Runs;
import java.util.List;

/// The index along an axis of the first largest or smallest element; if there is a NaN, the index
/// of the first NaN. The result is I64, the axis keeps size 1, and there is no gradient.
public record ArgExtremeOp(boolean largest, int axis) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ExtremeOp.requireNumbers(label(), x);
    ExtremeOp.requireElements(label(), x.shape(), List.of(axis));
    int[] sizes = x.shape().toArray();
    Runs runs = Runs.along(axis, sizes);
    sizes[axis] = 1;
    Tensor value = TensorMemory.allocate(ElementType.I64, Shape.of(sizes));
    new ArgReduceCall(
            largest,
            TensorMemory.contiguous(x),
            TensorMemory.view(value),
            runs.outer(),
            runs.length(),
            runs.inner())
        .run();
    return Applied.constant(value);
  }

  @Override
  public String label() {
    return largest ? "argmax" : "argmin";
  }
}
