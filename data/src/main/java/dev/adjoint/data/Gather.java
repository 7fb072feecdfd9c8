package dev.adjoint.data;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// Picks samples out of features or targets.
final class Gather {
  private Gather() {}

  static Tensor rows(Tensor all, int[] rows) {
    return of(all).rows(rows);
  }

  static Source of(Tensor all) {
    Object elements = all.elementType() == ElementType.I64 ? all.toLongArray() : all.toFloatArray();
    return new Source(all.shape(), elements);
  }

  record Source(Shape shape, Object elements) {
    Tensor rows(int[] rows) {
      int[] sizes = shape.toArray();
      int width = sizes[0] == 0 ? 0 : shape.count() / sizes[0];
      sizes[0] = rows.length;
      if (elements instanceof long[] labels) {
        long[] chosen = new long[rows.length * width];
        copy(labels, rows, width, chosen);
        return Tensor.of(chosen, Shape.of(sizes));
      }
      float[] chosen = new float[rows.length * width];
      copy(elements, rows, width, chosen);
      return Tensor.of(chosen, Shape.of(sizes));
    }

    private static void copy(Object from, int[] rows, int width, Object into) {
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(from, rows[i] * width, into, i * width, width);
      }
    }
  }
}
