package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.reduce.CumulateCall;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.Runs;

/// Running sums and products along an axis, one chain of roundings each.
final class Cumulation {

  private Cumulation() {}

  static Tensor along(Reduction f, Tensor x, int axis) {
    Tensor value = TensorMemory.allocate(x.elementType(), x.shape());
    Runs runs = Runs.along(axis, x.shape().toArray());
    new CumulateCall(
            f,
            TensorMemory.contiguous(x),
            TensorMemory.view(value),
            runs.outer(),
            runs.length(),
            runs.inner())
        .run();
    return value;
  }
}
