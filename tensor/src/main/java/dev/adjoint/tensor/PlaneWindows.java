package dev.adjoint.tensor;

import java.util.Arrays;
import java.util.List;

/// Windows over the last axes of a tensor as one table of positions: row o holds the positions, in
/// C order over these axes, of the elements of window o. Places of a window that are in the
/// padding, or that a shorter window does not have, repeat another element of it, which changes no
/// maximum.
///
/// @param out the number of windows along each axis
/// @param positions `[windows, elements of a window]`
record PlaneWindows(int[] out, Tensor positions) {

  /// The elements of each window along one axis.
  interface Axis {
    /// The elements of window i in order, at least one.
    int[] elements(int i);

    /// The number of windows.
    int count();
  }

  /// Windows of one size, as [Pool2dOptions] describes them.
  record Moving(int size, int kernel, int stride, int padding, int dilation, int count)
      implements Axis {
    @Override
    public int[] elements(int i) {
      int[] found = new int[kernel];
      int inside = 0;
      for (int k = 0; k < kernel; k++) {
        int at = i * stride - padding + k * dilation;
        if (at >= 0 && at < size) {
          found[inside++] = at;
        }
      }
      return Arrays.copyOf(found, inside);
    }
  }

  /// Windows chosen so that there are `count` of them.
  record Adaptive(int size, int count) implements Axis {
    @Override
    public int[] elements(int i) {
      int from = (int) ((long) i * size / count);
      int to = (int) (((long) (i + 1) * size + count - 1) / count);
      int[] found = new int[to - from];
      Arrays.setAll(found, k -> from + k);
      return found;
    }
  }

  /// The windows over axes of these sizes.
  static PlaneWindows of(int[] sizes, List<? extends Axis> axes) {
    int[] out = axes.stream().mapToInt(Axis::count).toArray();
    int windows = Shape.of(out).count();
    long[][] rows = new long[windows][];
    int longest = 1;
    for (int window = 0; window < windows; window++) {
      rows[window] = row(sizes, axes, out, window);
      longest = Math.max(longest, rows[window].length);
    }
    Shape shape = Shape.of(windows, longest);
    long[] table = Memory.longs(shape);
    for (int window = 0; window < windows; window++) {
      long[] row = rows[window];
      for (int k = 0; k < longest; k++) {
        table[window * longest + k] = row[Math.min(k, row.length - 1)];
      }
    }
    return new PlaneWindows(out, Tensor.of(table, shape));
  }

  private static long[] row(int[] sizes, List<? extends Axis> axes, int[] out, int window) {
    int rest = window;
    int[] which = new int[out.length];
    for (int axis = out.length - 1; axis >= 0; axis--) {
      which[axis] = rest % out[axis];
      rest /= out[axis];
    }
    long[] row = {0};
    for (int axis = 0; axis < out.length; axis++) {
      int[] elements = axes.get(axis).elements(which[axis]);
      long[] next = new long[row.length * elements.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = row[i / elements.length] * sizes[axis] + elements[i % elements.length];
      }
      row = next;
    }
    return row;
  }

  /// The largest element of each window of x, whose last axes these are; the first of equal ones.
  Pooled largest(Tensor x) {
    int axes = out.length;
    int[] shape = x.shape().toArray();
    int leading = shape.length - axes;
    Tensor flat = x.flatten(leading, -1);
    Tensor windows = flat.indexSelect(leading, positions);
    Tensor chosen = windows.detach().argmax(KeepAxes.YES, -1);
    int[] sizes = Arrays.copyOf(shape, shape.length);
    System.arraycopy(out, 0, sizes, leading, axes);
    Shape result = Shape.of(sizes);
    Tensor indices = positions.expand(windows.shape()).gather(-1, chosen);
    return new Pooled(windows.gather(-1, chosen).reshape(result), indices.reshape(result));
  }
}
