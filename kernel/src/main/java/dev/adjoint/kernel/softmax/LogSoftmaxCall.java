package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// `y = x − max − log Σ exp(x − max)` along the rows of `[rows, length]`, C order.
public record LogSoftmaxCall(View x, View y, int rows, int length) implements KernelCall {
  @Override
  public LogSoftmaxCall on(Operands operands) {
    return new LogSoftmaxCall(operands.read(x), operands.write(y), rows, length);
  }

  @Override
  public void scalar() {
    ScalarSoftmax.run(true, x, y, rows, length);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorSoftmax.run(true, x, y, rows, length);
    } else {
      scalar();
    }
  }
}
