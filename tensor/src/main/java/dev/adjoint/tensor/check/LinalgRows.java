package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.MatrixFunctions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;

/// Linear algebra. Signs of eigenvectors and singular vectors are free, so the rows use their
/// squares.
final class LinalgRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final Shape SQUARE = Shape.of(3, 3);
  private static final Shape BATCH = Shape.of(2, 3, 3);

  private LinalgRows() {}

  static List<OperationRow> rows() {
    return List.of(
        shaped("cholesky", WIDE, in -> Linalg.cholesky(positive(in[0])), SQUARE),
        shaped("cholesky", WIDE, in -> Linalg.cholesky(positive(in[0])), BATCH),
        shaped("solve", WIDE, in -> Linalg.solve(regular(in[0]), in[1]), BATCH, Shape.of(3, 2)),
        shaped("solve", WIDE, in -> Linalg.solve(regular(in[0]), in[1]), SQUARE, Shape.of(3)),
        shaped(
            "solve triangular",
            WIDE,
            in -> Linalg.solveTriangular(regular(in[0]), in[1], true),
            SQUARE,
            Shape.of(2, 3, 2)),
        shaped(
            "solve triangular",
            WIDE,
            in -> Linalg.solveTriangular(in[0], in[1], false, true),
            BATCH,
            Shape.of(3, 1)),
        shaped("det", WIDE, in -> Linalg.det(in[0]), BATCH),
        shaped("logdet", WIDE, in -> Linalg.logdet(positive(in[0])), BATCH),
        shaped("inv", WIDE, in -> Linalg.inv(regular(in[0])), SQUARE),
        shaped("qr", WIDE, in -> product(Linalg.qr(tall(in[0]))), Shape.of(4, 3)),
        shaped("qr", WIDE, in -> product(Linalg.qr(wide(in[0]))), Shape.of(2, 2, 3)),
        shaped("qr", WIDE, in -> Linalg.qr(tall(in[0])).r(), Shape.of(4, 3)),
        shaped("eigh", WIDE, in -> squares(Linalg.eigh(spread(in[0]))), SQUARE),
        shaped("eigh", WIDE, in -> Linalg.eigvalsh(spread(in[0])), BATCH),
        shaped("svd", WIDE, in -> squares(Linalg.svd(tall(in[0]))), Shape.of(4, 3)),
        shaped("svd", WIDE, in -> squares(Linalg.svd(wide(in[0]))), Shape.of(2, 2, 3)),
        shaped("svd", WIDE, in -> Linalg.svdvals(tall(in[0])), Shape.of(4, 3)),
        shaped(
            "lstsq", WIDE, in -> Linalg.lstsq(tall(in[0]), in[1]), Shape.of(4, 3), Shape.of(4, 2)),
        shaped(
            "lstsq", WIDE, in -> Linalg.lstsq(wide(in[0]), in[1]), Shape.of(2, 3), Shape.of(2, 2)),
        shaped("pinv", WIDE, in -> Linalg.pinv(tall(in[0])), Shape.of(4, 3)),
        shaped("pinv", WIDE, in -> Linalg.pinv(wide(in[0])), Shape.of(2, 2, 3)),
        shaped("matrix power", WIDE, in -> MatrixFunctions.matrixPower(in[0], 3), BATCH),
        shaped("matrix exp", WIDE, in -> MatrixFunctions.matrixExp(in[0]), BATCH),
        shaped("cond", WIDE, in -> MatrixFunctions.cond(tall(in[0])), Shape.of(4, 3)),
        shaped(
            "kron", WIDE, in -> MatrixFunctions.kron(in[0], in[1]), Shape.of(2, 3), Shape.of(2, 2)),
        shaped(
            "cross",
            WIDE,
            in -> MatrixFunctions.cross(in[0], in[1], -1),
            Shape.of(2, 3),
            Shape.of(3)));
  }

  /// A symmetric positive definite matrix.
  private static Tensor positive(Tensor a) {
    return a.matmul(a.transpose()).add(eye(a));
  }

  /// A matrix far from singular, whose diagonal is larger than its rows.
  private static Tensor regular(Tensor a) {
    return a.add(eye(a).multiply(8));
  }

  /// A symmetric matrix whose eigenvalues are apart.
  private static Tensor spread(Tensor a) {
    int n = a.shape().size(-1);
    Tensor steps = Tensor.arange(a.elementType(), 0, n, 1).multiply(8);
    return a.add(a.transpose()).multiply(0.5).add(eye(a).multiply(steps));
  }

  /// A matrix with independent columns and singular values that are apart.
  private static Tensor tall(Tensor a) {
    int n = a.shape().size(-1);
    Tensor steps = Tensor.arange(a.elementType(), 1, n + 1, 1).multiply(5);
    return a.multiply(0.5).add(eye(a).multiply(steps));
  }

  private static Tensor wide(Tensor a) {
    return tall(a.transpose()).transpose();
  }

  private static Tensor eye(Tensor a) {
    return Tensor.eye(a.elementType(), a.shape().size(-2), a.shape().size(-1));
  }

  private static Tensor product(Linalg.Qr qr) {
    return qr.q().square().matmul(qr.r());
  }

  private static Tensor squares(Linalg.Eigh eigh) {
    return eigh.eigenvectors().square().multiply(eigh.eigenvalues().unsqueeze(-2));
  }

  private static Tensor squares(Linalg.Svd svd) {
    return svd.u().square().multiply(svd.s().unsqueeze(-2)).matmul(svd.vh().square());
  }
}
