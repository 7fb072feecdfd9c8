package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// The matrix product of a `[…, m, k]` and b `[…, k, n]` (any strides, batch axes already of equal
/// sizes) into c `[…, m, n]`, C order; F32, F64, I32, I64.
///
/// In F32 and F64 each element of c is one chain of fused multiply–adds in the order of k, starting
/// at +0, so block sizes, vector width and threads do not change a bit.
public record MatmulCall(View a, View b, View c) implements KernelCall {
  @Override
  public MatmulCall on(Operands operands) {
    return new MatmulCall(operands.read(a), operands.read(b), operands.write(c));
  }

  @Override
  public void scalar() {
    ScalarMatmul.run(a, b, c);
  }

  @Override
  public void vector() {
    MatmulChoice.run(a, b, c);
  }
}
