package dev.adjoint.kernel.linalg;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.DoubleBlocks;

/// The factors of `batch` matrices A `m × n`: Q `m × k` with orthonormal columns and R `k × n`,
/// upper triangular, `A = Q · R`, `k = min(m, n)`.
public record QrCall(View a, View q, View r, int batch, int m, int n) implements KernelCall {

  @Override
  public QrCall on(Operands operands) {
    return new QrCall(operands.read(a), operands.write(q), operands.write(r), batch, m, n);
  }

  @Override
  public void scalar() {
    int k = Math.min(m, n);
    Matrices.each(
        batch,
        2L * m * n * k,
        matrix -> {
          double[] left = new double[m * k];
          double[] right = new double[k * n];
          Householder.factor(DoubleBlocks.read(a, matrix, m * n), left, right, m, n);
          DoubleBlocks.write(left, q, matrix);
          DoubleBlocks.write(right, r, matrix);
        });
  }
}
