package dev.adjoint.nn;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Orthonormal rows by modified Gram–Schmidt on normal numbers, in double precision.
final class Orthogonal {

  private Orthogonal() {}

  static Tensor of(Shape shape, double gain, RandomGenerator random) {
    if (shape.rank() < 2) {
      throw new ShapeException(
          "orthogonal",
          "needs at least two axes but the shape is %s; use normal instead".formatted(shape));
    }
    int rows = shape.size(0);
    int columns = rows == 0 ? 0 : shape.count() / rows;
    int few = Math.min(rows, columns);
    int many = Math.max(rows, columns);
    double[] elements = Tensor.normal(Shape.of(few, many), 0, 1, random).toDoubleArray();
    for (int i = 0; i < few; i++) {
      for (int j = 0; j < i; j++) {
        double along = dot(elements, i, j, many);
        for (int k = 0; k < many; k++) {
          elements[i * many + k] -= along * elements[j * many + k];
        }
      }
      double length = Math.sqrt(dot(elements, i, i, many));
      for (int k = 0; k < many; k++) {
        elements[i * many + k] /= length;
      }
    }
    Tensor orthonormal = Tensor.of(ElementType.F64, elements, Shape.of(few, many));
    Tensor oriented = rows <= columns ? orthonormal : orthonormal.transpose();
    return oriented.multiply(gain).to(ElementType.F32).reshape(shape);
  }

  private static double dot(double[] elements, int i, int j, int length) {
    double sum = 0;
    for (int k = 0; k < length; k++) {
      sum += elements[i * length + k] * elements[j * length + k];
    }
    return sum;
  }
}
