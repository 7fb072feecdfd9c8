package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.linalg.CholeskyOp;
import dev.adjoint.tensor.op.linalg.DeterminantOp;
import dev.adjoint.tensor.op.linalg.EighOp;
import dev.adjoint.tensor.op.linalg.QrOp;
import dev.adjoint.tensor.op.linalg.SvdOp;
import dev.adjoint.tensor.op.linalg.Systems;

/// Linear algebra on matrices `[…, m, n]`, under the names of PyTorch's `torch.linalg`.
///
/// Leading axes are a batch; each matrix is computed in F64 by one thread and rounded once to the
/// type of its input, so the bits do not depend on the batch or the number of threads. Every
/// function has derivatives of any order where they exist. [MatrixFunctions] has what is composed
/// of these: powers, the exponential, rank, condition.
///
/// A matrix without an answer throws a [LinalgException] that names it; when a recorded step runs
/// again, too. The gradient of [#det], and [#lstsq], choose their way by the values, so a step with
/// them is not recorded.
public final class Linalg {

  private Linalg() {}

  /// The factors of `A = Q · R`.
  ///
  /// @param q `[…, m, k]`, orthonormal columns
  /// @param r `[…, k, n]`, upper triangular
  public record Qr(Tensor q, Tensor r) {}

  /// The eigenvalues and eigenvectors of symmetric matrices.
  ///
  /// @param eigenvalues `[…, n]`, ascending
  /// @param eigenvectors `[…, n, n]`, one in each column
  public record Eigh(Tensor eigenvalues, Tensor eigenvectors) {}

  /// The factors of `A = U · diag(s) · Vᵀ`.
  ///
  /// @param u `[…, m, k]`, orthonormal columns
  /// @param s `[…, k]`, descending
  /// @param vh `[…, k, n]`, orthonormal rows
  public record Svd(Tensor u, Tensor s, Tensor vh) {}

  /// The determinant as its sign and the logarithm of its magnitude.
  ///
  /// @param sign `[…]`: −1, 0 or 1, without a gradient
  /// @param logAbsDet `[…]`, −∞ for a singular matrix
  public record SignAndLog(Tensor sign, Tensor logAbsDet) {}

  /// The Cholesky factor: the lower triangular L with positive diagonal and `L · Lᵀ = A`. Only the
  /// lower triangle of A is read; its gradient is symmetric.
  ///
  /// @param a symmetric positive definite `[…, n, n]`
  /// @throws LinalgException if a matrix is not positive definite
  public static Tensor cholesky(Tensor a) {
    Require.present("cholesky", "a", a);
    return Tensor.apply(new CholeskyOp(), a);
  }

  /// The solution of `A · X = B` for A with this Cholesky factor L.
  ///
  /// @param b `[…, n, k]`; leading axes are broadcast
  public static Tensor choleskySolve(Tensor b, Tensor l) {
    Tensor half = solveTriangular(l, b, false);
    return solveTriangular(l.transpose(), half, true);
  }

  /// The solution of `A · X = B`, by LU factors with row exchanges.
  ///
  /// @param a `[…, n, n]`
  /// @param b `[…, n, k]`, or a single vector `[n]`; leading axes are broadcast
  /// @throws LinalgException if a matrix is singular
  public static Tensor solve(Tensor a, Tensor b) {
    Require.present("solve", "a", a);
    Require.present("solve", "b", b);
    return ThreadContext.named("solve", () -> Systems.solve(a, b));
  }

  /// The solution of `A · X = B` for triangular A.
  ///
  /// @param a `[…, n, n]`; only this triangle is read
  /// @param b `[…, n, k]`; leading axes are broadcast
  /// @param upper whether A is the upper triangle, otherwise the lower one
  /// @throws LinalgException if an element of a diagonal is 0
  public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper) {
    return solveTriangular(a, b, upper, false);
  }

  /// The same, where the diagonal may count as ones.
  ///
  /// @param unitriangular whether the diagonal counts as ones and is not read
  public static Tensor solveTriangular(Tensor a, Tensor b, boolean upper, boolean unitriangular) {
    Require.present("solveTriangular", "a", a);
    Require.present("solveTriangular", "b", b);
    return ThreadContext.named(
        "solve triangular", () -> Systems.triangular(a, b, upper, unitriangular));
  }

  /// The inverse. To multiply by an inverse, [#solve] is faster and more accurate.
  ///
  /// @param a `[…, n, n]`
  /// @throws LinalgException if a matrix is singular
  public static Tensor inv(Tensor a) {
    Require.present("inv", "a", a);
    return ThreadContext.named("inv", () -> Systems.inverse(a));
  }

  /// The determinant `[…]` of matrices `[…, n, n]`; 1 for n = 0. Its gradient exists for singular
  /// matrices, too, its second derivative only for invertible ones.
  public static Tensor det(Tensor a) {
    Require.present("det", "a", a);
    return Tensor.applySeveral(new DeterminantOp(), a)[0];
  }

  /// The sign and the logarithm of the magnitude of the determinant, where the determinant itself
  /// may be out of range.
  public static SignAndLog slogdet(Tensor a) {
    Require.present("slogdet", "a", a);
    Tensor[] values = Tensor.applySeveral(new DeterminantOp(), a);
    return new SignAndLog(values[1].detach(), values[2]);
  }

  /// The logarithm of the determinant `[…]`: −∞ for singular matrices, NaN where the determinant is
  /// negative.
  public static Tensor logdet(Tensor a) {
    SignAndLog parts = slogdet(a);
    Tensor nan = Tensor.scalar(a.elementType(), Double.NaN);
    return parts.logAbsDet().where(parts.sign().greaterEqual(0), nan);
  }

  /// The reduced QR factorisation, with the signs of LAPACK.
  public static Qr qr(Tensor a) {
    Require.present("qr", "a", a);
    Tensor[] values = Tensor.applySeveral(new QrOp(), a);
    return new Qr(values[0], values[1]);
  }

  /// The eigenvalues and eigenvectors of symmetric matrices `[…, n, n]`, of which the lower
  /// triangle is read. The element of largest magnitude of each eigenvector is positive.
  ///
  /// @throws LinalgException if a matrix has elements that are not finite
  public static Eigh eigh(Tensor a) {
    Require.present("eigh", "a", a);
    Tensor[] values = Tensor.applySeveral(new EighOp(), a);
    return new Eigh(values[0], values[1]);
  }

  /// The eigenvalues of symmetric matrices, ascending; their gradient exists where two are equal,
  /// too.
  public static Tensor eigvalsh(Tensor a) {
    return eigh(a).eigenvalues();
  }

  /// The reduced singular value decomposition (PyTorch's `full_matrices=False`). The element of
  /// largest magnitude of each column of V (of U, if m is smaller than n) is positive.
  ///
  /// @throws LinalgException if a matrix has elements that are not finite
  public static Svd svd(Tensor a) {
    Require.present("svd", "a", a);
    Tensor[] values = Tensor.applySeveral(new SvdOp(), a);
    return new Svd(values[1], values[0], values[2]);
  }

  /// The singular values, descending; their gradient exists where two are equal, too.
  public static Tensor svdvals(Tensor a) {
    return svd(a).s();
  }

  /// The least-squares solution X of `A · X = B`, `[…, n, k]`: the smallest one if there are
  /// several.
  ///
  /// @param a `[…, m, n]` of full rank; [#pinv] takes any matrix
  /// @param b `[…, m, k]`; leading axes are broadcast
  /// @throws LinalgException if the rows or columns of a matrix are dependent
  public static Tensor lstsq(Tensor a, Tensor b) {
    Require.present("lstsq", "a", a);
    Require.present("lstsq", "b", b);
    return ThreadContext.named("lstsq", () -> Systems.leastSquares(a, b));
  }

  /// The pseudo-inverse `[…, n, m]`, where singular values of at most `ε·max(m, n)` times the
  /// largest one count as 0; ε is that of the element type.
  public static Tensor pinv(Tensor a) {
    Require.present("pinv", "a", a);
    return Systems.pseudoInverse(a);
  }
}
