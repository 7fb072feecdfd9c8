package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.View;

/// `y = x[index]` for each window.
public record MaxPoolPickCall(PoolWindows windows, View x, View indices, View y)
    implements KernelCall {
  @Override
  public MaxPoolPickCall on(Operands operands) {
    return new MaxPoolPickCall(
        windows, operands.read(x), operands.read(indices), operands.write(y));
  }

  @Override
  public void scalar() {
    ScalarMaxPool.pick(windows, x, indices, y);
  }
}
