package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// `y = softmax(x)` along the rows of `[rows, length]`, C order: `exp(x − max) / Σ exp(x − max)`,
/// the sum in the order of `FloatReduce`.
public record SoftmaxCall(View x, View y, int rows, int length) implements KernelCall {
  @Override
  public SoftmaxCall on(Operands operands) {
    return new SoftmaxCall(operands.read(x), operands.write(y), rows, length);
  }

  @Override
  public void scalar() {
    ScalarSoftmax.run(false, x, y, rows, length);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorSoftmax.run(false, x, y, rows, length);
    } else {
      scalar();
    }
  }
}
