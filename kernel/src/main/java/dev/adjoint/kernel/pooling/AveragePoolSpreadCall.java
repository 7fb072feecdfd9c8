package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// `gx += g / number` for each element of each window, over the windows in order, with gx starting
/// at +0: the transpose of [AveragePoolCall].
public record AveragePoolSpreadCall(
    PoolWindows windows, boolean countPadding, int divisor, View g, View gx) implements KernelCall {
  @Override
  public AveragePoolSpreadCall on(Operands operands) {
    return new AveragePoolSpreadCall(
        windows, countPadding, divisor, operands.read(g), operands.write(gx));
  }

  @Override
  public void scalar() {
    ScalarAveragePool.spread(windows, countPadding, divisor, g, gx);
  }

  @Override
  public void vector() {
    if (gx.storage() instanceof Storage.Floats) {
      VectorAveragePool.spread(windows, countPadding, divisor, g, gx);
    } else {
      scalar();
    }
  }
}
