package dev.adjoint.kernel.linalg;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.DoubleBlocks;

/// The determinant of `batch` matrices of order n, its sign (−1, 0 or 1) and the logarithm of its
/// magnitude, which is −∞ for a singular matrix.
public record DeterminantCall(View a, View determinant, View sign, View log, int batch, int n)
    implements KernelCall {

  @Override
  public DeterminantCall on(Operands operands) {
    return new DeterminantCall(
        operands.read(a),
        operands.write(determinant),
        operands.write(sign),
        operands.write(log),
        batch,
        n);
  }

  @Override
  public void scalar() {
    Matrices.each(
        batch,
        (long) n * n * n / 3,
        matrix -> {
          Lu lu = Lu.of(DoubleBlocks.read(a, matrix, n * n), n);
          DoubleBlocks.write(new double[] {lu.determinant()}, determinant, matrix);
          DoubleBlocks.write(new double[] {lu.signOfDeterminant()}, sign, matrix);
          DoubleBlocks.write(new double[] {lu.logOfDeterminant()}, log, matrix);
        });
  }
}
