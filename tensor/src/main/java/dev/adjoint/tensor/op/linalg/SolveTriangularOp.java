package dev.adjoint.tensor.op.linalg;

import dev.adjoint.kernel.linalg.SolveTriangularCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The solution of `A · X = B` for triangular A `[…, n, n]`, B and X `[…, n, k]` with equal leading
/// axes. Only one triangle of A is read.
///
/// Gradient: for B the solution h of `Aᵀ · h = g`, for A the same triangle of `−h · Xᵀ`, without
/// the diagonal if it counts as ones. Cost: n²·k operations a matrix.
///
/// @param upper whether A is the upper triangle
/// @param unitriangular whether the diagonal of A counts as ones
public record SolveTriangularOp(boolean upper, boolean unitriangular) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Tensor b = inputs[1];
    int batch = Squares.batch(a.shape());
    Tensor value = TensorMemory.allocate(b.elementType(), b.shape());
    Tensor reports = MatrixReports.reports(batch);
    new SolveTriangularCall(
            TensorMemory.contiguous(a),
            TensorMemory.contiguous(b),
            TensorMemory.view(value),
            TensorMemory.view(reports),
            batch,
            a.shape().size(-1),
            b.shape().size(-1),
            upper,
            unitriangular)
        .run();
    MatrixReports.check(
        label(),
        reports,
        (order, matrix) ->
            "%s is singular: element %d of its diagonal is 0; use lstsq or pinv"
                .formatted(MatrixReports.which(batch, matrix), order - 1));
    return Applied.jointly(
        value,
        (g, x, needed) -> {
          Tensor h = Tensor.apply(new SolveTriangularOp(!upper, unitriangular), a.transpose(), g);
          return new Tensor[] {needed[0] ? triangle(h.matmul(x.transpose()).negative()) : null, h};
        });
  }

  private Tensor triangle(Tensor x) {
    int beside = unitriangular ? 1 : 0;
    return upper ? x.triu(beside) : x.tril(-beside);
  }

  @Override
  public String label() {
    return "solve triangular";
  }
}
