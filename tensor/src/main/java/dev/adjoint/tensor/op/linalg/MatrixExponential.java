package dev.adjoint.tensor.op.linalg;

import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.LinalgException;
import dev.adjoint.tensor.Tensor;

/// The exponential of a matrix: `(U + V) / (V − U)` with polynomials of degree 13, after division
/// by `2ᵗ`, then t squarings.
public final class MatrixExponential {

  /// The coefficients of the numerator: `b[k] = (26 − k)! · 13! / (26! · k! · (13 − k)!)`, divided
  /// by b[13].
  private static final double[] B = coefficients(13);

  /// The largest 1-norm for which degree 13 is exact to the precision of doubles.
  private static final double LARGEST = 5.371920351148152;

  private MatrixExponential() {}

  private static double[] coefficients(int degree) {
    double[] b = new double[degree + 1];
    b[degree] = 1;
    for (int k = degree; k > 0; k--) {
      b[k - 1] = b[k] * (2.0 * degree - k + 1) * k / (degree - k + 1);
    }
    return b;
  }

  /// See [dev.adjoint.tensor.MatrixFunctions#matrixExp].
  public static Tensor of(Tensor a) {
    Squares.requireSquare("matrix exp", a);
    int n = a.shape().size(-1);
    if (a.shape().count() == 0) {
      return a;
    }
    double norm = a.detach().abs().sum(-2).max().item();
    if (!Double.isFinite(norm)) {
      throw LinalgException.of("matrix exp", EighOp.notFinite(1, 0));
    }
    int squarings = norm <= LARGEST ? 0 : Math.getExponent(norm / LARGEST) + 1;
    Tensor x = a.multiply(Math.scalb(1.0, -squarings));
    Tensor eye = Tensor.eye(a.elementType(), n, n);
    Tensor x2 = x.matmul(x);
    Tensor x4 = x2.matmul(x2);
    Tensor x6 = x4.matmul(x2);
    Tensor odd = x.matmul(polynomial(x6, x4, x2, eye, 1));
    Tensor even = polynomial(x6, x4, x2, eye, 0);
    Tensor result = Linalg.solve(even.subtract(odd), even.add(odd));
    for (int i = 0; i < squarings; i++) {
      result = result.matmul(result);
    }
    return result;
  }

  /// `x⁶·(b₁₂·x⁶ + b₁₀·x⁴ + b₈·x²) + b₆·x⁶ + b₄·x⁴ + b₂·x² + b₀`, with indices one larger for the
  /// odd part.
  private static Tensor polynomial(Tensor x6, Tensor x4, Tensor x2, Tensor eye, int odd) {
    Tensor high =
        x6.multiply(B[12 + odd]).add(x4.multiply(B[10 + odd])).add(x2.multiply(B[8 + odd]));
    return x6.matmul(high)
        .add(x6.multiply(B[6 + odd]))
        .add(x4.multiply(B[4 + odd]))
        .add(x2.multiply(B[2 + odd]))
        .add(eye.multiply(B[odd]));
  }
}
