package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Copying;

/// `y[i] += x[i]`, where y may be strided; F32, F64, I32, I64.
public record AddCall(View x, View y) implements KernelCall {
  @Override
  public AddCall on(Operands operands) {
    return new AddCall(operands.read(x), operands.update(y));
  }

  @Override
  public void scalar() {
    Copying.add(x, y);
  }

  @Override
  public void vector() {
    if (!(y.storage() instanceof Storage.Floats) || !BinaryRuns.add(x, y)) {
      scalar();
    }
  }
}
