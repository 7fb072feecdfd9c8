package dev.adjoint.tensor.op.linalg;

import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Products of matrices and vectors.
public final class MatrixProducts {

  private MatrixProducts() {}

  /// See [dev.adjoint.tensor.MatrixFunctions#matrixPower].
  public static Tensor power(Tensor a, int power) {
    Squares.requireSquare("matrix power", a);
    Tensor base = power < 0 ? Linalg.inv(a) : a;
    int n = a.shape().size(-1);
    Tensor result = null;
    for (long rest = Math.abs((long) power); rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = result == null ? base : result.matmul(base);
      }
      base = rest > 1 ? base.matmul(base) : base;
    }
    return result == null ? Tensor.eye(a.elementType(), n, n).expand(a.shape()) : result;
  }

  /// See [dev.adjoint.tensor.MatrixFunctions#kron].
  public static Tensor kron(Tensor a, Tensor b) {
    Squares.requireMatrices("kron", a);
    Squares.requireMatrices("kron", b);
    ElementTypeException.requireSame("kron", "a", a, "b", b);
    Tensor blocks = a.unsqueeze(-2).unsqueeze(-1).multiply(b.unsqueeze(-2).unsqueeze(-4));
    Shape shape = blocks.shape();
    int[] sizes = new int[shape.rank() - 2];
    for (int axis = 0; axis < sizes.length - 2; axis++) {
      sizes[axis] = shape.size(axis);
    }
    sizes[sizes.length - 2] = a.shape().size(-2) * b.shape().size(-2);
    sizes[sizes.length - 1] = a.shape().size(-1) * b.shape().size(-1);
    return blocks.reshape(Shape.of(sizes));
  }

  /// See [dev.adjoint.tensor.MatrixFunctions#cross].
  public static Tensor cross(Tensor a, Tensor b, int axis) {
    ElementTypeException.requireSame("cross", "a", a, "b", b);
    if (a.shape().rank() == 0
        || b.shape().rank() == 0
        || a.shape().size(axis) != 3
        || b.shape().size(axis) != 3) {
      throw new ShapeException(
          "cross",
          "needs axis %d of size 3 in both but got %s and %s; choose the axis of the coordinates"
              .formatted(axis, a.shape(), b.shape()));
    }
    Tensor first = a.roll(axis, -1).multiply(b.roll(axis, -2));
    return first.subtract(a.roll(axis, -2).multiply(b.roll(axis, -1)));
  }

  /// See [dev.adjoint.tensor.MatrixFunctions#multiDot].
  public static Tensor chain(Tensor... matrices) {
    if (matrices.length == 0) {
      throw new IllegalArgumentException(
          "multi dot: got no matrices; pass at least one to multiply");
    }
    for (Tensor matrix : matrices) {
      if (matrix.shape().rank() != 2) {
        throw new ShapeException(
            "multi dot",
            "needs matrices but got %s; use matmul for batches".formatted(matrix.shape()));
      }
    }
    int[][] cuts = cheapest(matrices);
    return product(matrices, cuts, 0, matrices.length - 1);
  }

  /// For each range of factors the last one of its left part.
  private static int[][] cheapest(Tensor[] matrices) {
    int count = matrices.length;
    double[][] costs = new double[count][count];
    int[][] cuts = new int[count][count];
    for (int length = 2; length <= count; length++) {
      for (int i = 0; i + length <= count; i++) {
        int j = i + length - 1;
        costs[i][j] = Double.POSITIVE_INFINITY;
        for (int cut = i; cut < j; cut++) {
          double cost =
              costs[i][cut]
                  + costs[cut + 1][j]
                  + (double) matrices[i].shape().size(0)
                      * matrices[cut].shape().size(1)
                      * matrices[j].shape().size(1);
          if (cost < costs[i][j]) {
            costs[i][j] = cost;
            cuts[i][j] = cut;
          }
        }
      }
    }
    return cuts;
  }

  private static Tensor product(Tensor[] matrices, int[][] cuts, int from, int to) {
    if (from == to) {
      return matrices[from];
    }
    int cut = cuts[from][to];
    return product(matrices, cuts, from, cut).matmul(product(matrices, cuts, cut + 1, to));
  }
}
