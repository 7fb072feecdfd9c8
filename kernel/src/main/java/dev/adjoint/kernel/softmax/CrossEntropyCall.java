package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// `y[r] = log Σ exp(x[r] − max) − (x[r, target[r]] − max)` for each row of `[rows, length]`, C
/// order: the cross-entropy of the softmax. The sum is in the order of `FloatReduce`; the target is
/// I64 of `rows` elements in range.
public record CrossEntropyCall(View x, View target, View y, int rows, int length)
    implements KernelCall {
  @Override
  public CrossEntropyCall on(Operands operands) {
    return new CrossEntropyCall(
        operands.read(x), operands.read(target), operands.write(y), rows, length);
  }

  @Override
  public void scalar() {
    ScalarSoftmax.crossEntropy(x, target, y, rows, length);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorSoftmax.crossEntropy(x, target, y, rows, length);
    } else {
      scalar();
    }
  }
}
