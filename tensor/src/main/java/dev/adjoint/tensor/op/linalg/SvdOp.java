package dev.adjoint.tensor.op.linalg;

import dev.adjoint.kernel.linalg.SvdCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import org.jspecify.annotations.Nullable;

/// The singular values of matrices `[…, m, n]`, `k = min(m, n)`: `A = U · diag(s) · Vᵀ` with U `[…,
/// m, k]` and V `[…, n, k]` of orthonormal columns, s `[…, k]` descending. The values are s, U and
/// Vᵀ.
///
/// Gradient: that of s alone is `U · diag(gs) · Vᵀ` and exists everywhere but at singular values of
/// 0. With U and V, `A` gets `U · (K(U, gU) · S + S · K(V, gV) + diag(gs)) · Vᵀ` with `K(X, gX) =
/// (Xᵀ·gX − gXᵀ·X) ∘ E`, `E[i, j] = 1 / (s[j]² − s[i]²)` and 0 on the diagonal, plus the parts of
/// gU and gV outside the columns of U and V, divided by s. It exists where the singular values
/// differ and are not 0, and is meaningful only for functions that do not depend on the signs of
/// the columns. Cost: about 20·m·n·k operations a matrix.
///
/// Source: Townsend, Differentiating the singular value decomposition (2016).
public record SvdOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Squares.requireMatrices(label(), a);
    int m = a.shape().size(-2);
    int n = a.shape().size(-1);
    int k = Math.min(m, n);
    int batch = Squares.batch(a.shape());
    Shape leading = Squares.leading(a.shape());
    ElementType type = a.elementType();
    Tensor s = TensorMemory.allocate(type, Squares.with(leading, k));
    Tensor u = TensorMemory.allocate(type, Squares.with(leading, m, k));
    Tensor vh = TensorMemory.allocate(type, Squares.with(leading, k, n));
    Tensor reports = MatrixReports.reports(batch);
    new SvdCall(
            TensorMemory.contiguous(a),
            TensorMemory.view(u),
            TensorMemory.view(s),
            TensorMemory.view(vh),
            TensorMemory.view(reports),
            batch,
            m,
            n)
        .run();
    MatrixReports.check(label(), reports, (one, matrix) -> EighOp.notFinite(batch, matrix));
    Tensor[] values = {s, u, vh};
    return Applied.ofSeveral(
        values,
        (g, needed) -> {
          Tensor[] y = Tensor.isGradEnabled() ? Tensor.applySeveral(this, a) : values;
          return new Tensor[] {gradient(y[0], y[1], y[2], g)};
        });
  }

  private static Tensor gradient(Tensor s, Tensor u, Tensor vh, @Nullable Tensor[] g) {
    Tensor gs = g[0];
    Tensor gu = g[1];
    Tensor gvh = g[2];
    Tensor inner = gs == null ? Squares.diagonal(s.multiply(0)) : Squares.diagonal(gs);
    Tensor row = s.unsqueeze(-2);
    Tensor column = s.unsqueeze(-1);
    if (gu != null || gvh != null) {
      Tensor gaps = EighOp.reciprocalGaps(s.square());
      if (gu != null) {
        inner = inner.add(skew(u.transpose().matmul(gu)).multiply(gaps).multiply(row));
      }
      if (gvh != null) {
        inner = inner.add(skew(vh.matmul(gvh.transpose())).multiply(gaps).multiply(column));
      }
    }
    Tensor whole = u.matmul(inner).matmul(vh);
    if (gu != null && u.shape().size(-2) > u.shape().size(-1)) {
      Tensor outside = gu.subtract(u.matmul(u.transpose().matmul(gu)));
      whole = whole.add(outside.divide(row).matmul(vh));
    }
    if (gvh != null && vh.shape().size(-1) > vh.shape().size(-2)) {
      Tensor outside = gvh.subtract(gvh.matmul(vh.transpose()).matmul(vh));
      whole = whole.add(u.matmul(outside.divide(column)));
    }
    return whole;
  }

  private static Tensor skew(Tensor x) {
    return x.subtract(x.transpose());
  }

  @Override
  public String label() {
    return "svd";
  }
}
