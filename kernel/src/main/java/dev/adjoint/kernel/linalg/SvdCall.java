package dev.adjoint.kernel.linalg;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.DoubleBlocks;

/// The singular values of `batch` matrices A `m × n`, `k = min(m, n)`: `A = U · diag(s) · Vᵀ` with
/// U `m × k`, s descending, Vᵀ `k × n`. `info` gets 0 for each matrix, or 1 if it has none.
public record SvdCall(View a, View u, View s, View vt, View info, int batch, int m, int n)
    implements KernelCall {

  @Override
  public SvdCall on(Operands operands) {
    return new SvdCall(
        operands.read(a),
        operands.write(u),
        operands.write(s),
        operands.write(vt),
        operands.write(info),
        batch,
        m,
        n);
  }

  @Override
  public void scalar() {
    int k = Math.min(m, n);
    Matrices.each(
        batch,
        20L * m * n * k,
        matrix -> {
          double[] left = new double[m * k];
          double[] values = new double[k];
          double[] right = new double[k * n];
          Matrices.report(
              decompose(DoubleBlocks.read(a, matrix, m * n), left, values, right), info, matrix);
          DoubleBlocks.write(left, u, matrix);
          DoubleBlocks.write(values, s, matrix);
          DoubleBlocks.write(right, vt, matrix);
        });
  }

  /// Wide matrices are decomposed transposed.
  private int decompose(double[] values, double[] left, double[] s, double[] right) {
    if (m >= n) {
      return Jacobi.decompose(values, left, s, right, m, n);
    }
    double[] u = new double[n * m];
    double[] vt = new double[m * m];
    int failed = Jacobi.decompose(Matrices.transposed(values, m, n), u, s, vt, n, m);
    System.arraycopy(Matrices.transposed(vt, m, m), 0, left, 0, left.length);
    System.arraycopy(Matrices.transposed(u, n, m), 0, right, 0, right.length);
    return failed;
  }
}
