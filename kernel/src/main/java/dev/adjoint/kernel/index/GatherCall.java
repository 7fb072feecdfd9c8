package dev.adjoint.kernel.index;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// `y[o, j, i] = x[o, index[o, j, i], i]`, where x has `length` elements along the axis, and y and
/// index have `count`. Index is I64 and in range. All in C order.
public record GatherCall(View x, View index, View y, int outer, int length, int count, int inner)
    implements KernelCall {
  @Override
  public GatherCall on(Operands operands) {
    return new GatherCall(
        operands.read(x), operands.read(index), operands.write(y), outer, length, count, inner);
  }

  @Override
  public void scalar() {
    Indexing.gather(x, index, y, outer, length, count, inner);
  }
}
