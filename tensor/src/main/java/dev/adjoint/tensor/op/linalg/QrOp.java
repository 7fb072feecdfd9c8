package dev.adjoint.tensor.op.linalg;

import dev.adjoint.kernel.linalg.QrCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import org.jspecify.annotations.Nullable;

/// `A = Q · R` for matrices `[…, m, n]`, `k = min(m, n)`: Q `[…, m, k]` with orthonormal columns, R
/// `[…, k, n]`, upper triangular. The signs are those of LAPACK.
///
/// Gradient for m ≥ n: `(gQ + Q · sym(M)) · R⁻ᵀ` with `M = R · gRᵀ − gQᵀ · Q` and sym(M) the
/// symmetric matrix with the lower triangle of M; the first n columns of A must be independent. For
/// m < n, A = [X, Y] and R = [U, V]: the gradient of X is that with `gQ + Y · gVᵀ` and gU, that of
/// Y is `Q · gV`. Cost: 2·m·n·k operations a matrix.
///
/// Source: Walter and Lehmann, Algorithmic differentiation of linear algebra functions (2010).
public record QrOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Squares.requireMatrices(label(), a);
    int m = a.shape().size(-2);
    int n = a.shape().size(-1);
    int k = Math.min(m, n);
    Shape leading = Squares.leading(a.shape());
    Tensor q = TensorMemory.allocate(a.elementType(), Squares.with(leading, m, k));
    Tensor r = TensorMemory.allocate(a.elementType(), Squares.with(leading, k, n));
    new QrCall(
            TensorMemory.contiguous(a),
            TensorMemory.view(q),
            TensorMemory.view(r),
            Squares.batch(a.shape()),
            m,
            n)
        .run();
    Tensor[] values = {q, r};
    return Applied.ofSeveral(
        values,
        (g, needed) -> {
          Tensor[] y = Tensor.isGradEnabled() ? Tensor.applySeveral(this, a) : values;
          return new Tensor[] {gradient(a, y[0], y[1], g[0], g[1])};
        });
  }

  private static Tensor gradient(
      Tensor a, Tensor q, Tensor r, @Nullable Tensor gq, @Nullable Tensor gr) {
    int k = q.shape().size(-1);
    int n = r.shape().size(-1);
    if (k == n) {
      return tall(q, r, gq, gr);
    }
    if (gr == null) {
      Tensor left = tall(q, r.slice(-1, 0, k), gq, null);
      return Tensor.concat(-1, left, a.slice(-1, k).multiply(0));
    }
    Tensor rest = gr.slice(-1, k);
    Tensor more = a.slice(-1, k).matmul(rest.transpose());
    Tensor left = tall(q, r.slice(-1, 0, k), gq == null ? more : gq.add(more), gr.slice(-1, 0, k));
    return Tensor.concat(-1, left, q.matmul(rest));
  }

  private static Tensor tall(Tensor q, Tensor r, @Nullable Tensor gq, @Nullable Tensor gr) {
    Tensor m = null;
    if (gr != null) {
      m = r.matmul(gr.triu().transpose());
    }
    if (gq != null) {
      Tensor product = gq.transpose().matmul(q);
      m = m == null ? product.negative() : m.subtract(product);
    }
    if (m == null) {
      return q.matmul(r).multiply(0);
    }
    Tensor symmetric = m.tril().add(m.tril(-1).transpose());
    Tensor sum = q.matmul(symmetric);
    Tensor whole = gq == null ? sum : sum.add(gq);
    return Linalg.solveTriangular(r, whole.transpose(), true).transpose();
  }

  @Override
  public String label() {
    return "qr";
  }
}
