package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// `y[i] = condition[i] ? a[i] : b[i]`; condition BOOL, all sizes equal.
public record WhereCall(View condition, View a, View b, View y) implements KernelCall {
  @Override
  public WhereCall on(Operands operands) {
    return new WhereCall(
        operands.read(condition), operands.read(a), operands.read(b), operands.write(y));
  }

  @Override
  public void scalar() {
    ScalarWhere.run(condition, a, b, y);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorWhere.run(condition, a, b, y);
    } else {
      scalar();
    }
  }
}
