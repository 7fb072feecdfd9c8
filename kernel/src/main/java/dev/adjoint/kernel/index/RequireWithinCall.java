package dev.adjoint.kernel.index;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.kernel.View;

/// Throws the exception that `outside` creates for the first element in C order that is not within
/// `0 … size − 1`. Index is I64.
public record RequireWithinCall(View index, int size, OutsideRange outside) implements KernelCall {
  @Override
  public RequireWithinCall on(Operands operands) {
    return new RequireWithinCall(operands.read(index), size, outside);
  }

  @Override
  public void scalar() {
    Indexing.requireWithin(index, size, outside);
  }
}
