package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// The matrix product of a `[…, m, k]` and b `[…, k, n]` (any strides, batch axes already of equal
/// sizes) into c `[…, m, n]`, C order; F32, F64, I32, I64.
///
/// In F32 and F64 k is cut into blocks of [MatrixProduct#BLOCK] steps, the last one shorter. Each
/// block is one chain of fused multiply–adds in the order of k that starts at +0, and the results
/// of the blocks are added in order to that of the first. A k of more than [LongMatmul#SLICE] steps
/// is cut into slices of that length first, each such a product, which are added in order. Vector
/// width and threads change no bit.
public record MatmulCall(View a, View b, View c) implements KernelCall {
  @Override
  public MatmulCall on(Operands operands) {
    return new MatmulCall(operands.read(a), operands.read(b), operands.write(c));
  }

  @Override
  public void scalar() {
    LongMatmul.run(a, b, c, ScalarMatmul::run);
  }

  @Override
  public void vector() {
    LongMatmul.run(a, b, c, MatmulChoice::run);
  }
}
