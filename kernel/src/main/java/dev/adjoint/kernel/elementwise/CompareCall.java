package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Comparison;
import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// `y[i] = a[i] ? b[i]`; a and b of one element type, y BOOL, all sizes equal.
public record CompareCall(Comparison f, View a, View b, View y) implements KernelCall {
  @Override
  public CompareCall on(Operands operands) {
    return new CompareCall(f, operands.read(a), operands.read(b), operands.write(y));
  }

  @Override
  public void scalar() {
    ScalarCompare.compare(f, a, b, y);
  }

  @Override
  public void vector() {
    if (a.storage() instanceof Storage.Floats) {
      VectorCompare.run(f, a, b, y);
    } else {
      scalar();
    }
  }
}
