package dev.adjoint.bench;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A matrix product to measure: `768` is square, `128x784x512` is m×k×n, and a `T` before or after
/// says that the left or right operand is stored transposed (`128x784x512T` is the forward step of
/// a layer with weights `[out, in]`).
record MatrixShape(String name, int m, int k, int n, boolean aTransposed, boolean bTransposed) {
  private static final Pattern SHAPE = Pattern.compile("(T?)(\\d+)(?:x(\\d+)x(\\d+))?(T?)");

  static MatrixShape parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "shape: must look like 768 or 128x784x512T, but is " + text);
    }
    int m = Integer.parseInt(shape.group(2));
    boolean square = shape.group(3) == null;
    int k = square ? m : Integer.parseInt(shape.group(3));
    int n = square ? m : Integer.parseInt(shape.group(4));
    return new MatrixShape(text, m, k, n, !shape.group(1).isEmpty(), !shape.group(5).isEmpty());
  }

  /// Random elements from −1 to 1.
  View left() {
    return random(m, k, aTransposed, 1);
  }

  /// Random elements from −1 to 1.
  View right() {
    return random(k, n, bTransposed, 2);
  }

  View result() {
    return View.contiguous(new Storage.Floats(new float[m * n]), m, n);
  }

  private static View random(int rows, int columns, boolean transposed, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] array = new float[rows * columns];
    for (int i = 0; i < array.length; i++) {
      array[i] = random.nextFloat(-1, 1);
    }
    int[] strides = transposed ? new int[] {1, rows} : new int[] {columns, 1};
    return new View(new Storage.Floats(array), 0, new int[] {rows, columns}, strides);
  }
}
