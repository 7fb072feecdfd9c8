package dev.adjoint.tensor.op.linalg;

import dev.adjoint.kernel.linalg.EighCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import org.jspecify.annotations.Nullable;

/// The eigenvalues w, ascending, and the eigenvectors V, as columns, of symmetric matrices `[…, n,
/// n]`: `A = V · diag(w) · Vᵀ`. Only the lower triangle of A is read. The element of largest
/// magnitude of each eigenvector is positive.
///
/// Gradient: `V · (diag(gw) + (Vᵀ · gV) ∘ F) · Vᵀ`, `F[i, j] = 1 / (w[j] − w[i])` and 0 on the
/// diagonal. That of the eigenvectors exists only where the eigenvalues differ, and is meaningful
/// only for functions that do not depend on the signs of the eigenvectors. Cost: about 9·n³
/// operations a matrix.
///
/// Source: Giles, Collected matrix derivative results (2008), section 3.1.
public record EighOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Squares.requireSquare(label(), a);
    int n = a.shape().size(-1);
    int batch = Squares.batch(a.shape());
    Shape leading = Squares.leading(a.shape());
    Tensor w = TensorMemory.allocate(a.elementType(), Squares.with(leading, n));
    Tensor v = TensorMemory.allocate(a.elementType(), a.shape());
    Tensor reports = MatrixReports.reports(batch);
    new EighCall(
            TensorMemory.contiguous(a),
            TensorMemory.view(w),
            TensorMemory.view(v),
            TensorMemory.view(reports),
            batch,
            n)
        .run();
    MatrixReports.check(label(), reports, (one, matrix) -> notFinite(batch, matrix));
    Tensor[] values = {w, v};
    return Applied.ofSeveral(
        values,
        (g, needed) -> {
          Tensor[] y = Tensor.isGradEnabled() ? Tensor.applySeveral(this, a) : values;
          return new Tensor[] {gradient(y[0], y[1], g[0], g[1])};
        });
  }

  static String notFinite(int batch, int matrix) {
    return "%s has elements that are infinite or NaN, or whose range is too wide; look for the step that made them"
        .formatted(MatrixReports.which(batch, matrix));
  }

  private static Tensor gradient(Tensor w, Tensor v, @Nullable Tensor gw, @Nullable Tensor gv) {
    Tensor inner = null;
    if (gv != null) {
      inner = v.transpose().matmul(gv).multiply(reciprocalGaps(w));
    }
    if (gw != null) {
      Tensor diagonal = Squares.diagonal(gw);
      inner = inner == null ? diagonal : inner.add(diagonal);
    }
    return inner == null ? v.multiply(0) : v.matmul(inner).matmul(v.transpose());
  }

  /// `1 / (w[j] − w[i])` off the diagonal, and 0 on it.
  static Tensor reciprocalGaps(Tensor w) {
    int n = w.shape().size(-1);
    Tensor eye = Tensor.eye(w.elementType(), n, n);
    Tensor gaps = w.unsqueeze(-2).subtract(w.unsqueeze(-1)).add(eye);
    return gaps.reciprocal().subtract(eye);
  }

  @Override
  public String label() {
    return "eigh";
  }
}
