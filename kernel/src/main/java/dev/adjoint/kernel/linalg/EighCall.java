package dev.adjoint.kernel.linalg;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.DoubleBlocks;

/// The eigenvalues, ascending, and the eigenvectors, as columns, of `batch` symmetric matrices of
/// order n, of which the lower triangle is read. `info` gets 0 for each matrix, or 1 if it has
/// none.
public record EighCall(View a, View values, View vectors, View info, int batch, int n)
    implements KernelCall {

  @Override
  public EighCall on(Operands operands) {
    return new EighCall(
        operands.read(a),
        operands.write(values),
        operands.write(vectors),
        operands.write(info),
        batch,
        n);
  }

  @Override
  public void scalar() {
    Matrices.each(
        batch,
        9L * n * n * n,
        matrix -> {
          double[] w = new double[n];
          double[] v = new double[n * n];
          int failed = SymmetricEigen.decompose(DoubleBlocks.read(a, matrix, n * n), w, v, n);
          Matrices.report(failed, info, matrix);
          DoubleBlocks.write(w, values, matrix);
          DoubleBlocks.write(v, vectors, matrix);
        });
  }
}
