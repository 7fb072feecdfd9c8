package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.View;

/// `gx[index] += g` over the windows in order, with gx starting at +0: the transpose of
/// [MaxPoolPickCall].
public record MaxPoolScatterCall(PoolWindows windows, View g, View indices, View gx)
    implements KernelCall {
  @Override
  public MaxPoolScatterCall on(Operands operands) {
    return new MaxPoolScatterCall(
        windows, operands.read(g), operands.read(indices), operands.write(gx));
  }

  @Override
  public void scalar() {
    ScalarMaxPool.scatter(windows, g, indices, gx);
  }
}
