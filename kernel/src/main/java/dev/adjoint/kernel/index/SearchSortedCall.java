package dev.adjoint.kernel.index;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// For each value the number of elements of its sorted row that are smaller, or (`right`) not
/// larger: the index at which it would be inserted. `sorted` is `rows × length` ascending, or one
/// row for all values if `rows` is 1; `values` and the I64 `indices` are `rows × count`. NaN comes
/// after all numbers. All in C order, sorted and values of one type.
public record SearchSortedCall(
    View sorted, View values, View indices, int rows, int length, int count, boolean right)
    implements KernelCall {

  @Override
  public SearchSortedCall on(Operands operands) {
    return new SearchSortedCall(
        operands.read(sorted),
        operands.read(values),
        operands.write(indices),
        rows,
        length,
        count,
        right);
  }

  @Override
  public void scalar() {
    if (!(indices.storage() instanceof Storage.Longs(long[] positions))) {
      throw new IllegalArgumentException("not I64: " + indices.storage());
    }
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < count; i++) {
        int at = row * count + i;
        positions[indices.offset() + at] =
            search(sorted.offset() + row * length, values.offset() + at);
      }
    }
  }

  private int search(int from, int value) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (before(from + middle, value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Whether the element is before the index that is looked for.
  private boolean before(int element, int value) {
    int order = compared(element, value);
    return order < 0 || (right && order == 0);
  }

  private int compared(int element, int value) {
    return switch (sorted.storage()) {
      case Storage.Floats(float[] array)
          when values.storage() instanceof Storage.Floats(float[] other) ->
          numbers(array[element], other[value]);
      case Storage.Doubles(double[] array)
          when values.storage() instanceof Storage.Doubles(double[] other) ->
          numbers(array[element], other[value]);
      case Storage.Ints(int[] array) when values.storage() instanceof Storage.Ints(int[] other) ->
          Integer.compare(array[element], other[value]);
      case Storage.Longs(long[] array)
          when values.storage() instanceof Storage.Longs(long[] other) ->
          Long.compare(array[element], other[value]);
      default -> throw new IllegalArgumentException("types differ: " + sorted.storage());
    };
  }

  /// Compares numbers: 0 and −0 are equal, NaN is the largest.
  private static int numbers(double x, double y) {
    return x == y ? 0 : Double.compare(x, y);
  }
}
