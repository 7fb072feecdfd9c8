package dev.adjoint.kernel.linalg;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.DoubleBlocks;

/// `A · X = B` for `batch` triangular matrices of order n, B and X with so many columns. `info`
/// gets 0 for each matrix, or the order of the first element of its diagonal that is 0; then X is
/// B.
public record SolveTriangularCall(
    View a, View b, View x, View info, int batch, int n, int columns, boolean upper, boolean unit)
    implements KernelCall {

  @Override
  public SolveTriangularCall on(Operands operands) {
    return new SolveTriangularCall(
        operands.read(a),
        operands.read(b),
        operands.write(x),
        operands.write(info),
        batch,
        n,
        columns,
        upper,
        unit);
  }

  @Override
  public void scalar() {
    Matrices.each(
        batch,
        (long) n * n / 2 * columns,
        matrix -> {
          double[] values = DoubleBlocks.read(b, matrix, n * columns);
          double[] triangle = DoubleBlocks.read(a, matrix, n * n);
          Matrices.report(
              Triangular.solve(triangle, values, n, columns, upper, unit), info, matrix);
          DoubleBlocks.write(values, x, matrix);
        });
  }
}
