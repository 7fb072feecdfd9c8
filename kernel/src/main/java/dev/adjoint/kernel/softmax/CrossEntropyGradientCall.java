package dev.adjoint.kernel.softmax;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// `y[r, i] = (softmax(x[r])[i] − (i == target[r] ? 1 : 0)) · g[r]`, C order, with the softmax of
/// [SoftmaxCall]. This is the gradient of [CrossEntropyCall] for x, where g, of `rows` elements, is
/// the gradient of its result.
public record CrossEntropyGradientCall(View x, View target, View g, View y, int rows, int length)
    implements KernelCall {
  @Override
  public CrossEntropyGradientCall on(Operands operands) {
    return new CrossEntropyGradientCall(
        operands.read(x), operands.read(target), operands.read(g), operands.write(y), rows, length);
  }

  @Override
  public void scalar() {
    ScalarSoftmax.crossEntropyGradient(x, target, g, y, rows, length);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorSoftmax.crossEntropyGradient(x, target, g, y, rows, length);
    } else {
      scalar();
    }
  }
}
