package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// Reduces x `[outer, length, inner]` (C order) to y `[outer, inner]` (C order). See [Reduction]
/// for the order of rounding.
public record ReduceCall(Reduction f, View x, View y, int outer, int length, int inner)
    implements KernelCall {
  @Override
  public ReduceCall on(Operands operands) {
    return new ReduceCall(f, operands.read(x), operands.write(y), outer, length, inner);
  }

  @Override
  public void scalar() {
    ScalarReduce.reduce(f, x, y, outer, length, inner);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorReduce.run(f, x, y, outer, length, inner);
    } else {
      scalar();
    }
  }
}
