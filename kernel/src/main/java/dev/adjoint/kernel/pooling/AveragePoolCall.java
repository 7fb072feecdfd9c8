package dev.adjoint.kernel.pooling;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// The sum over each window in row order, one chain from +0, divided by `divisor`. In windows of
/// more than 64 elements each row is a chain of its own, and the sums of the rows are the chain
/// that is divided: one chain over all would lose digits. If `divisor` is 0, the sum is divided by
/// the number of elements of the window; with `countPadding` this includes the elements in the
/// padding. Windows have no dilation.
public record AveragePoolCall(
    PoolWindows windows, boolean countPadding, int divisor, View x, View y) implements KernelCall {
  @Override
  public AveragePoolCall on(Operands operands) {
    return new AveragePoolCall(windows, countPadding, divisor, operands.read(x), operands.write(y));
  }

  @Override
  public void scalar() {
    ScalarAveragePool.run(windows, countPadding, divisor, x, y);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorAveragePool.run(windows, countPadding, divisor, x, y);
    } else {
      scalar();
    }
  }
}
