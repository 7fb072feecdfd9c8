package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// `y[i] = f(a[i], b[i])`; all sizes equal.
public record BinaryCall(Binary f, View a, View b, View y) implements KernelCall {
  @Override
  public BinaryCall on(Operands operands) {
    return new BinaryCall(f, operands.read(a), operands.read(b), operands.write(y));
  }

  @Override
  public void scalar() {
    ScalarBinary.run(f, a, b, y);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      BinaryRuns.run(f, a, b, y);
    } else {
      scalar();
    }
  }
}
