package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// Copies x into y, converting between element types as a Java cast does (to BOOL: `x != 0`; from
/// BOOL: 1 and 0). y may be strided, so this also writes parts of a larger array.
public record CopyCall(View x, View y) implements KernelCall {
  @Override
  public CopyCall on(Operands operands) {
    return new CopyCall(operands.read(x), operands.write(y));
  }

  @Override
  public void scalar() {
    Copying.copy(x, y);
  }
}
