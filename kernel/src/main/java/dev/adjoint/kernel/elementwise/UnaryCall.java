package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;

/// `y[i] = f(x[i])`; x and y have equal sizes.
public record UnaryCall(Unary f, View x, View y) implements KernelCall {
  @Override
  public UnaryCall on(Operands operands) {
    return new UnaryCall(f, operands.read(x), operands.write(y));
  }

  @Override
  public void scalar() {
    ScalarUnary.run(f, x, y);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorUnary.run(f, x, y);
    } else {
      scalar();
    }
  }
}
