package dev.adjoint.tensor.op.linalg;

import dev.adjoint.kernel.linalg.CholeskyCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The lower triangular `L` with positive diagonal and `L · Lᵀ = A`, for symmetric positive
/// definite matrices `[…, n, n]`. Only the lower triangle of A is read.
///
/// Gradient: `½·(S + Sᵀ)` with `S = L⁻ᵀ · Φ(Lᵀ · g) · L⁻¹`, where Φ keeps the lower triangle and
/// halves the diagonal. Cost: n³/3 operations a matrix.
///
/// Source: Murray, Differentiation of the Cholesky decomposition (2016), section 3.
public record CholeskyOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Squares.requireSquare(label(), a);
    int n = a.shape().size(-1);
    int batch = Squares.batch(a.shape());
    Tensor value = TensorMemory.allocate(a.elementType(), a.shape());
    Tensor reports = MatrixReports.reports(batch);
    new CholeskyCall(
            TensorMemory.contiguous(a),
            TensorMemory.view(value),
            TensorMemory.view(reports),
            batch,
            n)
        .run();
    MatrixReports.check(
        label(),
        reports,
        (order, matrix) ->
            "%s is not positive definite: its leading minor of order %d is not above 0; add a small multiple of the identity, or use eigh"
                .formatted(MatrixReports.which(batch, matrix), order));
    return Applied.byResult(
        value,
        (g, l) -> {
          Tensor half = l.transpose().matmul(g).tril();
          half = half.subtract(Squares.diagonalOf(half).multiply(0.5));
          Tensor right = Linalg.solveTriangular(l.transpose(), half, true);
          Tensor s = Linalg.solveTriangular(l.transpose(), right.transpose(), true).transpose();
          return s.add(s.transpose()).multiply(0.5);
        });
  }

  @Override
  public String label() {
    return "cholesky";
  }
}
