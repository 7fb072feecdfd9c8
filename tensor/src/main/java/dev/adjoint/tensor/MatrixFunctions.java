package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.linalg.MatrixExponential;
import dev.adjoint.tensor.op.linalg.MatrixProducts;
import dev.adjoint.tensor.op.linalg.Ranks;

/// Functions of matrices `[…, m, n]` that are composed of products and of the factorisations of
/// [Linalg], under the names of PyTorch.
public final class MatrixFunctions {

  private MatrixFunctions() {}

  /// `Aⁿ` for square matrices, by repeated squaring; a negative power is one of the inverse, and
  /// the power 0 is the identity.
  ///
  /// @throws LinalgException if the power is negative and a matrix is singular
  public static Tensor matrixPower(Tensor a, int power) {
    Require.present("matrixPower", "a", a);
    return ThreadContext.named("matrix power", () -> MatrixProducts.power(a, power));
  }

  /// The exponential `I + A + A²/2! + …` of square matrices: the Padé approximant of degree 13
  /// after scaling by a power of two, then repeated squaring.
  ///
  /// Relative error about ε times the condition of the problem. The power of two is that of the
  /// matrix with the largest 1-norm in the batch; it is read from the values, so a step with it is
  /// not recorded.
  ///
  /// Source: Higham, The scaling and squaring method for the matrix exponential revisited (2005).
  public static Tensor matrixExp(Tensor a) {
    Require.present("matrixExp", "a", a);
    return ThreadContext.named("matrix exp", () -> MatrixExponential.of(a));
  }

  /// The number of singular values `[…]`, I64, above `ε·max(m, n)` times the largest one.
  public static Tensor matrixRank(Tensor a) {
    Require.present("matrixRank", "a", a);
    return ThreadContext.named("matrix rank", () -> Ranks.of(a));
  }

  /// The condition `[…]` in the 2-norm: the largest singular value over the smallest one, ∞ for
  /// singular matrices.
  public static Tensor cond(Tensor a) {
    Require.present("cond", "a", a);
    Tensor s = Linalg.svdvals(a);
    return s.select(-1, 0).divide(s.select(-1, s.shape().size(-1) - 1));
  }

  /// The Kronecker product of two matrices `m × n` and `p × q`, the matrix `m·p × n·q` of the
  /// blocks `a[i, j]·B`. Leading axes are broadcast.
  public static Tensor kron(Tensor a, Tensor b) {
    Require.present("kron", "a", a);
    Require.present("kron", "b", b);
    return ThreadContext.named("kron", () -> MatrixProducts.kron(a, b));
  }

  /// The vector product along an axis of size 3; the other axes are broadcast.
  public static Tensor cross(Tensor a, Tensor b, int axis) {
    Require.present("cross", "a", a);
    Require.present("cross", "b", b);
    return ThreadContext.named("cross", () -> MatrixProducts.cross(a, b, axis));
  }

  /// The product of several matrices in the order of brackets that needs the fewest
  /// multiplications.
  public static Tensor multiDot(Tensor... matrices) {
    Require.allPresent("multiDot", "matrices", matrices);
    return ThreadContext.named("multi dot", () -> MatrixProducts.chain(matrices));
  }
}
