package dev.adjoint.kernel.index;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// `y[o, index[o, j, i], i] += x[o, j, i]` in the order of j: the transpose of [GatherCall].
public record ScatterAddCall(
    View x, View index, View y, int outer, int length, int count, int inner) implements KernelCall {
  @Override
  public ScatterAddCall on(Operands operands) {
    return new ScatterAddCall(
        operands.read(x), operands.read(index), operands.update(y), outer, length, count, inner);
  }

  @Override
  public void scalar() {
    ScatterAdd.scatterAdd(x, index, y, outer, length, count, inner);
  }
}
