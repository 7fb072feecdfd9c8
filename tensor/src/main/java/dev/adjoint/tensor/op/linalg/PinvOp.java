package dev.adjoint.tensor.op.linalg;

import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;

/// The pseudo-inverse P `[…, n, m]` of matrices A `[…, m, n]`: `V · diag(1/s) · Uᵀ`, where singular
/// values of at most `ε·max(m, n)` times the largest one count as 0.
///
/// Gradient: `−Pᵀ·g·Pᵀ + (I − A·P)·gᵀ·P·Pᵀ + Pᵀ·P·gᵀ·(I − P·A)`. It exists where a small change of
/// A does not change its rank, also for equal singular values.
///
/// Source: Golub and Pereyra, The differentiation of pseudo-inverses and nonlinear least squares
/// problems whose variables separate (1973).
public record PinvOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Squares.requireMatrices(label(), a);
    Linalg.Svd svd = Linalg.svd(a);
    Tensor counted = Ranks.counted(a, svd.s());
    Tensor zero = Tensor.scalar(a.elementType(), 0);
    Tensor reciprocals = svd.s().reciprocal().where(counted, zero);
    Tensor value =
        svd.vh().transpose().multiply(reciprocals.unsqueeze(-2)).matmul(svd.u().transpose());
    return Applied.byResult(value, (g, p) -> gradient(a, p, g));
  }

  private static Tensor gradient(Tensor a, Tensor p, Tensor g) {
    Tensor pt = p.transpose();
    Tensor gt = g.transpose();
    Tensor inner = pt.matmul(g).matmul(pt).negative();
    Tensor left = gt.subtract(a.matmul(p).matmul(gt)).matmul(p).matmul(pt);
    Tensor right = pt.matmul(p).matmul(gt.subtract(gt.matmul(p).matmul(a)));
    return inner.add(left).add(right);
  }

  @Override
  public String label() {
    return "pinv";
  }
}
