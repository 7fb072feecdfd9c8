package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// y is the largest element of each window, and `places` (I32) says where in its plane it was: the
/// first of equal ones in the order of rows; where there is NaN, the last of them. A window without
/// elements gives −∞ at place 0.
public record MaxPoolCall(PoolWindows windows, View x, View y, View places) implements KernelCall {
  @Override
  public MaxPoolCall on(Operands operands) {
    return new MaxPoolCall(windows, operands.read(x), operands.write(y), operands.write(places));
  }

  @Override
  public void scalar() {
    ScalarMaxPool.run(windows, x, y, places);
  }

  @Override
  public void vector() {
    if (x.storage() instanceof Storage.Floats) {
      VectorMaxPool.run(windows, x, y, places);
    } else {
      scalar();
    }
  }
}
