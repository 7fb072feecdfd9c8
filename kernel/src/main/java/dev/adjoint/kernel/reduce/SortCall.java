package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// Sorts each run; the sort is stable, with NaN last when ascending and first when descending.
/// `indices` (I64) receives the original index of each element.
public record SortCall(
    boolean descending, View x, View values, View indices, int outer, int length, int inner)
    implements KernelCall {
  @Override
  public SortCall on(Operands operands) {
    return new SortCall(
        descending,
        operands.read(x),
        operands.write(values),
        operands.write(indices),
        outer,
        length,
        inner);
  }

  @Override
  public void scalar() {
    ScalarSort.run(descending, x, values, indices, outer, length, inner);
  }
}
