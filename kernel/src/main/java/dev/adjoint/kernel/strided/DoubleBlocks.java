package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// Blocks of equal size in a C-ordered view of F32 or F64, read and written as doubles, for kernels
/// that compute in F64 and round once.
public final class DoubleBlocks {

  private DoubleBlocks() {}

  /// The numbers of one block of so many elements.
  public static double[] read(View view, int block, int elements) {
    double[] values = new double[elements];
    int from = view.offset() + block * elements;
    switch (view.storage()) {
      case Storage.Doubles(double[] array) -> System.arraycopy(array, from, values, 0, elements);
      case Storage.Floats(float[] array) -> {
        for (int i = 0; i < elements; i++) {
          values[i] = array[from + i];
        }
      }
      case Storage other -> throw new IllegalArgumentException("not floating point: " + other);
    }
    return values;
  }

  /// Writes one block, rounded to the type of the view.
  public static void write(double[] values, View view, int block) {
    int from = view.offset() + block * values.length;
    switch (view.storage()) {
      case Storage.Doubles(double[] array) ->
          System.arraycopy(values, 0, array, from, values.length);
      case Storage.Floats(float[] array) -> {
        for (int i = 0; i < values.length; i++) {
          array[from + i] = (float) values[i];
        }
      }
      case Storage other -> throw new IllegalArgumentException("not floating point: " + other);
    }
  }
}
