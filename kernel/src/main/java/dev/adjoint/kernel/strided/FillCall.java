package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// Sets every element of y. For I64 the value is converted to a long.
public record FillCall(View y, Number value) implements KernelCall {
  @Override
  public FillCall on(Operands operands) {
    return new FillCall(operands.write(y), value);
  }

  @Override
  public void scalar() {
    Copying.fill(y, value);
  }
}
