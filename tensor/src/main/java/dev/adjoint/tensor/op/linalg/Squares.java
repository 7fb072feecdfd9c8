package dev.adjoint.tensor.op.linalg;

import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// Shapes of batches of matrices `[…, m, n]`.
public final class Squares {

  private Squares() {}

  /// Refuses what is not a floating point tensor of at least two axes.
  static void requireMatrices(String operation, Tensor a) {
    ElementTypeException.requireFloating(operation, a);
    if (a.shape().rank() < 2) {
      throw new ShapeException(
          operation,
          "needs a matrix or a batch of matrices […, m, n] but got %s; unsqueeze() a vector"
              .formatted(a.shape()));
    }
  }

  /// Refuses what is not a batch of square matrices.
  static void requireSquare(String operation, Tensor a) {
    requireMatrices(operation, a);
    if (a.shape().size(-1) != a.shape().size(-2)) {
      throw new ShapeException(
          operation,
          "needs square matrices […, n, n] but got %s; for a rectangular matrix use qr, svd, lstsq or pinv"
              .formatted(a.shape()));
    }
  }

  /// The number of matrices.
  static int batch(Shape shape) {
    int batch = 1;
    for (int axis = 0; axis < shape.rank() - 2; axis++) {
      batch *= shape.size(axis);
    }
    return batch;
  }

  /// The leading axes of a shape.
  static Shape leading(Shape shape) {
    int[] sizes = new int[shape.rank() - 2];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = shape.size(axis);
    }
    return Shape.of(sizes);
  }

  /// The shape of matrices `rows × columns` with these leading axes.
  static Shape with(Shape leading, int... last) {
    int[] sizes = Arrays.copyOf(leading.toArray(), leading.rank() + last.length);
    System.arraycopy(last, 0, sizes, leading.rank(), last.length);
    return Shape.of(sizes);
  }

  /// The matrices repeated along the leading axes of the broadcast shape.
  public static Tensor repeated(Tensor a, Shape leading) {
    Shape shape = with(leading, a.shape().size(-2), a.shape().size(-1));
    return a.shape().equals(shape) ? a : a.expand(shape);
  }

  /// The same matrices with zeros off the diagonal.
  static Tensor diagonalOf(Tensor a) {
    return a.multiply(Tensor.eye(a.elementType(), a.shape().size(-2), a.shape().size(-1)));
  }

  /// Vectors `[…, n]` as diagonal matrices `[…, n, n]`.
  static Tensor diagonal(Tensor x) {
    int n = x.shape().size(-1);
    return x.unsqueeze(-1).multiply(Tensor.eye(x.elementType(), n, n));
  }
}
