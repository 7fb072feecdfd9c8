package dev.adjoint.tensor.op.linalg;

import dev.adjoint.kernel.linalg.SolveCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The solution of `A · X = B`: A `[…, n, n]`, B and X `[…, n, k]` with equal leading axes.
///
/// Gradient: for B the solution h of `Aᵀ · h = g`, for A `−h · Xᵀ`. Computed by LU factors with row
/// exchanges; cost: n³/3 + n²·k operations a matrix.
public record SolveOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Tensor b = inputs[1];
    int batch = Squares.batch(a.shape());
    int n = a.shape().size(-1);
    Tensor value = TensorMemory.allocate(b.elementType(), b.shape());
    Tensor reports = MatrixReports.reports(batch);
    new SolveCall(
            TensorMemory.contiguous(a),
            TensorMemory.contiguous(b),
            TensorMemory.view(value),
            TensorMemory.view(reports),
            batch,
            n,
            b.shape().size(-1))
        .run();
    MatrixReports.check(
        label(),
        reports,
        (pivot, matrix) ->
            "%s is singular: pivot %d is 0; use lstsq or pinv"
                .formatted(MatrixReports.which(batch, matrix), pivot));
    return Applied.jointly(
        value,
        (g, x, needed) -> {
          Tensor h = Tensor.apply(new SolveOp(), a.transpose(), g);
          return new Tensor[] {needed[0] ? h.matmul(x.transpose()).negative() : null, h};
        });
  }

  @Override
  public String label() {
    return "solve";
  }
}
