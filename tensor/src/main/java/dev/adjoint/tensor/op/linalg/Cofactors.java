package dev.adjoint.tensor.op.linalg;

import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// The matrix of cofactors of any square matrix: `det(U·Vᵀ) · U · diag(Πⱼ≠ᵢ sⱼ) · Vᵀ` with the
/// singular values s of `A = U · diag(s) · Vᵀ`.
final class Cofactors {

  private Cofactors() {}

  static Tensor of(Tensor a) {
    Linalg.Svd svd = Linalg.svd(a);
    Tensor turn = Linalg.det(svd.u().matmul(svd.vh())).unsqueeze(-1);
    Tensor products = productsOfOthers(svd.s()).multiply(turn);
    return svd.u().multiply(products.unsqueeze(-2)).matmul(svd.vh());
  }

  /// For each number the product of the others in its row `[…, n]`.
  private static Tensor productsOfOthers(Tensor s) {
    int n = s.shape().size(-1);
    Tensor eye = Tensor.eye(s.elementType(), n, n);
    Tensor ones = Tensor.ones(s.elementType(), Shape.of(n, n));
    Tensor others = s.unsqueeze(-2).multiply(ones.subtract(eye)).add(eye);
    return others.prod(-1);
  }
}
