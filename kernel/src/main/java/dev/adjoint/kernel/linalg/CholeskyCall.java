package dev.adjoint.kernel.linalg;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.DoubleBlocks;

/// The lower Cholesky factor of `batch` matrices of order n. `info` gets 0 for each matrix, or the
/// order of its first leading minor that is not positive; then the factor is incomplete.
public record CholeskyCall(View a, View l, View info, int batch, int n) implements KernelCall {

  @Override
  public CholeskyCall on(Operands operands) {
    return new CholeskyCall(operands.read(a), operands.write(l), operands.write(info), batch, n);
  }

  @Override
  public void scalar() {
    Matrices.each(
        batch,
        (long) n * n * n / 3,
        matrix -> {
          double[] factor = new double[n * n];
          int failed = Cholesky.factor(DoubleBlocks.read(a, matrix, n * n), factor, n);
          DoubleBlocks.write(factor, l, matrix);
          Matrices.report(failed, info, matrix);
        });
  }
}
