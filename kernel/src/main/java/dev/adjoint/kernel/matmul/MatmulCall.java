package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// The matrix product of a `[…, m, k]` and b `[…, k, n]` into c `[…, m, n]`, which is in C order;
/// F32, F64, I32, I64. a and b may have any strides; their batch axes already have equal sizes.
///
/// In F32 and F64, k is cut into blocks of [MatrixProduct#BLOCK] steps; the last block may be
/// shorter. Each block is one chain of fused multiply–adds in the order of k, starting at +0. The
/// results of the later blocks are added in order to the result of the first. If k has more than
/// [LongMatmul#SLICE] steps, it is first cut into slices of that length. Each slice is computed as
/// above, and the results of the slices are added in order. The vector width and the number of
/// threads do not change a bit of the result.
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
