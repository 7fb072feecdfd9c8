package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Products of one size whose operands lie in memory in different ways.
final class MatmulCases {
  private MatmulCases() {}

  /// A product to run: c is C-ordered, not at the start of its array, and full of rubbish.
  record Product(String name, View a, View b, View c) {

    /// The contract, word for word: blocks of k, each a chain of fused multiply–adds from +0, added
    /// in order.
    float[] definition() {
      int batches = c.sizes()[0];
      int m = c.sizes()[1];
      int n = c.sizes()[2];
      float[] y = new float[batches * m * n];
      for (int batch = 0, at = 0; batch < batches; batch++) {
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++, at++) {
            for (int from = 0; from < a.sizes()[2]; from += MatrixProduct.BLOCK) {
              float sum = 0;
              for (int k = from; k < Math.min(a.sizes()[2], from + MatrixProduct.BLOCK); k++) {
                sum = Math.fma(element(a, batch, i, k), element(b, batch, k, j), sum);
              }
              y[at] = from == 0 ? sum : y[at] + sum;
            }
          }
        }
      }
      return y;
    }

    float[] result() {
      float[] y = new float[c.count()];
      System.arraycopy(((Storage.Floats) c.storage()).array(), c.offset(), y, 0, y.length);
      return y;
    }

    private static float element(View x, int batch, int row, int column) {
      int[] strides = x.strides();
      int at = x.offset() + batch * strides[0] + row * strides[1] + column * strides[2];
      return ((Storage.Floats) x.storage()).array()[at];
    }
  }

  /// The same sizes with every pairing of how a and b lie in memory.
  static List<Product> forLayouts(int batches, int m, int k, int n, long seed) {
    List<Product> products = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (Layout left : Layout.values()) {
      for (Layout right : Layout.values()) {
        products.add(of(batches, m, k, n, left, right, random));
      }
    }
    return products;
  }

  static Product of(
      int batches, int m, int k, int n, Layout left, Layout right, SplittableRandom random) {
    int[] sizes = {batches, m, n};
    float[] c = new float[batches * m * n + 9];
    Arrays.fill(c, Float.NaN);
    return new Product(
        "[%d, %d, %d] %s · [%d, %d, %d] %s".formatted(batches, m, k, left, batches, k, n, right),
        left.make(batches, m, k, random),
        right.make(batches, k, n, random),
        new View(new Storage.Floats(c), 5, sizes, View.contiguousStrides(sizes)));
  }

  /// How the rows and columns of an operand lie in memory.
  enum Layout {
    C_ORDER,
    TRANSPOSED,
    SPACED,
    REVERSED,
    BROADCAST_BATCH,
    BROADCAST_ROW,
    BROADCAST_COLUMN;

    View make(int batches, int rows, int columns, SplittableRandom random) {
      int[] sizes = {batches, rows, columns};
      int offset = 3;
      int[] strides =
          switch (this) {
            case C_ORDER -> new int[] {rows * columns, columns, 1};
            case TRANSPOSED -> new int[] {rows * columns, 1, rows};
            case SPACED -> new int[] {1, 3 * batches * (columns + 1), 3 * batches};
            case REVERSED -> new int[] {-rows * columns, -columns, -1};
            case BROADCAST_BATCH -> new int[] {0, columns + 2, 1};
            case BROADCAST_ROW -> new int[] {columns, 0, 1};
            case BROADCAST_COLUMN -> new int[] {rows, 1, 0};
          };
      int reach = 0;
      for (int axis = 0; axis < 3; axis++) {
        int span = Math.max(sizes[axis] - 1, 0) * strides[axis];
        reach += Math.abs(span);
        offset += Math.max(-span, 0);
      }
      float[] array = new float[reach + 7];
      for (int i = 0; i < array.length; i++) {
        array[i] = random.nextFloat(-1, 1);
      }
      return new View(new Storage.Floats(array), offset, sizes, strides);
    }
  }
}
