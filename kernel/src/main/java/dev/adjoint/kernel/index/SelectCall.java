package dev.adjoint.kernel.index;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// `y[o, j, i] = x[o, index[j], i]`: whole slices, index I64 of `count` elements. All in C order.
public record SelectCall(View x, View index, View y, int outer, int length, int count, int inner)
    implements KernelCall {
  @Override
  public SelectCall on(Operands operands) {
    return new SelectCall(
        operands.read(x), operands.read(index), operands.write(y), outer, length, count, inner);
  }

  @Override
  public void scalar() {
    Indexing.select(x, index, y, outer, length, count, inner);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats && VectorSelect.suits(inner)) {
      VectorSelect.run(x, index, y, outer, length, count, inner);
    } else {
      scalar();
    }
  }
}
