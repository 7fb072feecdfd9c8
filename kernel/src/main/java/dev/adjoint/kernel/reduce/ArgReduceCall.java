package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// The index along `length` of the first largest (or smallest) element. If there is a NaN, the
/// index of the first NaN. y is I64.
public record ArgReduceCall(boolean largest, View x, View y, int outer, int length, int inner)
    implements KernelCall {
  @Override
  public ArgReduceCall on(Operands operands) {
    return new ArgReduceCall(largest, operands.read(x), operands.write(y), outer, length, inner);
  }

  @Override
  public void scalar() {
    ScalarArgReduce.run(largest, x, y, outer, length, inner);
  }
}
