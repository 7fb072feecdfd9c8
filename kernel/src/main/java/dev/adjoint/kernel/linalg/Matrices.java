package dev.adjoint.kernel.linalg;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Workers;
import java.util.function.IntConsumer;

/// Small loops over matrices that are rows of doubles.
final class Matrices {

  private Matrices() {}

  /// Writes the outcome for one matrix to a view of I64.
  static void report(long value, View info, int matrix) {
    if (info.storage() instanceof Storage.Longs(long[] array)) {
      array[info.offset() + matrix] = value;
    } else {
      throw new IllegalArgumentException("not I64: " + info.storage());
    }
  }

  /// Runs a task for each matrix, several in one piece when `work`, the multiplications of one
  /// matrix, is small.
  static void each(int batch, long work, IntConsumer task) {
    int together = Math.clamp(PieceSize.SCALAR_PRODUCTS / Math.max(work, 1), 1, 1 << 16);
    int pieces = Math.ceilDiv(batch, together);
    Workers.run(
        pieces,
        piece -> {
          int end = Math.min(batch, (piece + 1) * together);
          for (int matrix = piece * together; matrix < end; matrix++) {
            task.accept(matrix);
          }
        });
  }

  /// The sum of the products of two rows.
  static double dot(double[] x, int xFrom, double[] y, int yFrom, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += x[xFrom + i] * y[yFrom + i];
    }
    return sum;
  }

  /// `y[i] += factor·x[i]` over two rows.
  static void add(double factor, double[] x, int xFrom, double[] y, int yFrom, int count) {
    for (int i = 0; i < count; i++) {
      y[yFrom + i] += factor * x[xFrom + i];
    }
  }

  /// The transposed matrix.
  static double[] transposed(double[] a, int rows, int columns) {
    double[] t = new double[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        t[j * rows + i] = a[i * columns + j];
      }
    }
    return t;
  }

  /// The identity of this order.
  static double[] identity(int n) {
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    return identity;
  }

  /// Whether no element is infinite or NaN.
  static boolean finite(double[] a) {
    for (double value : a) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /// The power of two next above the largest magnitude, or 1 for zeros. Division by it changes no
  /// digit and keeps squares within the range of doubles.
  static double scale(double[] a) {
    double largest = 0;
    for (double value : a) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (largest == 0) {
      return 1;
    }
    return Math.scalb(1.0, Math.clamp(Math.getExponent(largest) + 1, -1022, 1023));
  }

  /// Multiplies all elements.
  static void multiply(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }
}
