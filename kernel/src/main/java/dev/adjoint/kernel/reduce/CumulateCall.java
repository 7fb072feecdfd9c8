package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.View;

/// Running sums (or, for PRODUCT, products) along `length`, one chain each.
public record CumulateCall(Reduction f, View x, View y, int outer, int length, int inner)
    implements KernelCall {
  @Override
  public CumulateCall on(Operands operands) {
    return new CumulateCall(f, operands.read(x), operands.write(y), outer, length, inner);
  }

  @Override
  public void scalar() {
    ScalarReduce.cumulate(f, x, y, outer, length, inner);
  }
}
