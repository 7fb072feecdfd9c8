package dev.adjoint.kernel.index;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.BinaryRuns;

/// `y[o, index[j], i] += x[o, j, i]` in the order of j: the transpose of [SelectCall].
public record SelectAddCall(View x, View index, View y, int outer, int length, int count, int inner)
    implements KernelCall {
  @Override
  public SelectAddCall on(Operands operands) {
    return new SelectAddCall(
        operands.read(x), operands.read(index), operands.update(y), outer, length, count, inner);
  }

  @Override
  public void scalar() {
    ScatterAdd.selectAdd(x, index, y, outer, length, count, inner);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      ScatterAdd.selectAdd(BinaryRuns::addRun, x, index, y, outer, length, count, inner);
    } else {
      scalar();
    }
  }
}
