package dev.adjoint.kernel.linalg;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.DoubleBlocks;

/// `A · X = B` for `batch` matrices of order n, B and X with so many columns. `info` gets 0 for
/// each matrix, or the order of its first pivot that is 0; then X is not written.
public record SolveCall(View a, View b, View x, View info, int batch, int n, int columns)
    implements KernelCall {

  @Override
  public SolveCall on(Operands operands) {
    return new SolveCall(
        operands.read(a),
        operands.read(b),
        operands.write(x),
        operands.write(info),
        batch,
        n,
        columns);
  }

  @Override
  public void scalar() {
    Matrices.each(
        batch,
        (long) n * n * (n / 3 + columns),
        matrix -> {
          Lu lu = Lu.of(DoubleBlocks.read(a, matrix, n * n), n);
          Matrices.report(lu.singular(), info, matrix);
          if (lu.singular() == 0) {
            DoubleBlocks.write(
                lu.solve(DoubleBlocks.read(b, matrix, n * columns), columns), x, matrix);
          }
        });
  }
}
