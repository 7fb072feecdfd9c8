package dev.adjoint.tensor.op.linalg;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.LinalgException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Systems of equations: shapes are checked and broadcast, then an operation solves them.
public final class Systems {

  private Systems() {}

  /// See [Linalg#solve].
  public static Tensor solve(Tensor a, Tensor b) {
    Squares.requireSquare("solve", a);
    if (b.shape().rank() == 1) {
      return solve(a, b.unsqueeze(-1)).squeeze(-1);
    }
    Shape leading = leading("solve", a, b);
    return Tensor.apply(new SolveOp(), Squares.repeated(a, leading), Squares.repeated(b, leading));
  }

  /// See [Linalg#solveTriangular].
  public static Tensor triangular(Tensor a, Tensor b, boolean upper, boolean unitriangular) {
    Squares.requireSquare("solve triangular", a);
    Shape leading = leading("solve triangular", a, b);
    return Tensor.apply(
        new SolveTriangularOp(upper, unitriangular),
        Squares.repeated(a, leading),
        Squares.repeated(b, leading));
  }

  /// See [Linalg#inv].
  public static Tensor inverse(Tensor a) {
    Squares.requireSquare("inv", a);
    int n = a.shape().size(-1);
    return solve(a, Tensor.eye(a.elementType(), n, n));
  }

  /// See [Linalg#lstsq].
  public static Tensor leastSquares(Tensor a, Tensor b) {
    Squares.requireMatrices("lstsq", a);
    leading("lstsq", a, b);
    if (a.shape().size(-2) >= a.shape().size(-1)) {
      Linalg.Qr qr = Linalg.qr(a);
      requireFullRank(qr.r());
      return Linalg.solveTriangular(qr.r(), qr.q().transpose().matmul(b), true);
    }
    Linalg.Qr qr = Linalg.qr(a.transpose());
    requireFullRank(qr.r());
    return qr.q().matmul(Linalg.solveTriangular(qr.r().transpose(), b, false));
  }

  private static void requireFullRank(Tensor r) {
    double[] diagonal = r.detach().abs().diagonal(0, -2, -1).toDoubleArray();
    int n = r.shape().size(-1);
    for (int from = 0; from < diagonal.length; from += n) {
      double largest = 0;
      double smallest = Double.POSITIVE_INFINITY;
      for (int i = from; i < from + n; i++) {
        largest = Math.max(largest, diagonal[i]);
        smallest = Math.min(smallest, diagonal[i]);
      }
      if (smallest <= largest * n * epsilon(r.elementType())) {
        throw LinalgException.of(
            "lstsq",
            "%s does not have full rank; use pinv(a).matmul(b), which takes any matrix"
                .formatted(MatrixReports.which(diagonal.length / n, from / n)));
      }
    }
  }

  /// See [Linalg#pinv].
  public static Tensor pseudoInverse(Tensor a) {
    return Tensor.apply(new PinvOp(), a);
  }

  /// The distance from 1 to the next number of this type.
  public static double epsilon(ElementType type) {
    return type == ElementType.F64 ? Math.ulp(1.0) : Math.ulp(1f);
  }

  /// The leading axes of both, broadcast; refuses matrices with other numbers of rows.
  private static Shape leading(String operation, Tensor a, Tensor b) {
    ElementTypeException.requireSame(operation, "a", a, "b", b);
    if (b.shape().rank() < 2 || b.shape().size(-2) != a.shape().size(-2)) {
      throw new ShapeException(
          operation,
          "b must be […, %d, k], with as many rows as a %s, but is %s; unsqueeze(-1) a vector"
              .formatted(a.shape().size(-2), a.shape(), b.shape()));
    }
    return Shape.broadcast(operation, Squares.leading(a.shape()), Squares.leading(b.shape()));
  }
}
