package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// y is the largest element of each window, and `indices` (I32) is the index of that element in its
/// plane. Of several equal elements, it is the first in row order; if there are NaNs, it is the
/// last NaN. A window without elements gives −∞ at index 0.
public record MaxPoolCall(PoolWindows windows, View x, View y, View indices) implements KernelCall {
  @Override
  public MaxPoolCall on(Operands operands) {
    return new MaxPoolCall(windows, operands.read(x), operands.write(y), operands.write(indices));
  }

  @Override
  public void scalar() {
    ScalarMaxPool.run(windows, x, y, indices);
  }

  @Override
  public void vector() {
    if (x.storage() instanceof Storage.Floats) {
      VectorMaxPool.run(windows, x, y, indices);
    } else {
      scalar();
    }
  }
}
