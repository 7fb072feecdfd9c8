package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;
import java.util.Arrays;

/// The loops over operands of equal sizes, with as few axes as their strides allow.
///
/// Axes of size 1 are dropped. Neighbouring axes are joined if every operand has an even step
/// through both of them, so operands in C order become one single run. The innermost axis is the
/// *run*; the others are counted like an odometer.
public final class Nest {
  private final int[] sizes;
  private final int[][] strides;
  private final int[] offsets;

  private Nest(int[] sizes, int[][] strides, int[] offsets) {
    this.sizes = sizes;
    this.strides = strides;
    this.offsets = offsets;
  }

  public static Nest of(View... operands) {
    int[] given = operands[0].sizes();
    int[] sizes = new int[Math.max(given.length, 1)];
    int[][] strides = new int[operands.length][sizes.length];
    int[] offsets = new int[operands.length];
    int rank = 0;
    for (int axis = 0; axis < given.length; axis++) {
      if (given[axis] == 1) {
        continue;
      }
      if (rank > 0 && joins(operands, axis, strides, rank - 1)) {
        sizes[rank - 1] *= given[axis];
      } else {
        sizes[rank++] = given[axis];
      }
      for (int o = 0; o < operands.length; o++) {
        strides[o][rank - 1] = operands[o].strides()[axis];
      }
    }
    if (rank == 0) {
      sizes[rank++] = 1;
    }
    for (int o = 0; o < operands.length; o++) {
      offsets[o] = operands[o].offset();
      strides[o] = Arrays.copyOf(strides[o], rank);
    }
    return new Nest(Arrays.copyOf(sizes, rank), strides, offsets);
  }

  private static boolean joins(View[] operands, int axis, int[][] strides, int outer) {
    for (int o = 0; o < operands.length; o++) {
      View view = operands[o];
      if (strides[o][outer] != view.strides()[axis] * view.sizes()[axis]) {
        return false;
      }
    }
    return true;
  }

  /// The number of elements of a run.
  int length() {
    return sizes[sizes.length - 1];
  }

  /// The number of runs.
  int runs() {
    int runs = 1;
    for (int axis = 0; axis < sizes.length - 1; axis++) {
      runs *= sizes[axis];
    }
    return runs;
  }

  /// The joined axes, outermost first.
  int rank() {
    return sizes.length;
  }

  int size(int axis) {
    return sizes[axis];
  }

  public int stride(int operand, int axis) {
    return strides[operand][axis];
  }

  /// The stride of an operand within a run.
  public int stride(int operand) {
    return strides[operand][sizes.length - 1];
  }

  /// Whether two elements of an operand may share an index. The result false is certain; the result
  /// true is not.
  public boolean overlaps(int operand) {
    int[] order = new int[sizes.length];
    for (int i = 0; i < order.length; i++) {
      int j = i;
      for (; j > 0 && step(operand, order[j - 1]) > step(operand, i); j--) {
        order[j] = order[j - 1];
      }
      order[j] = i;
    }
    long span = 0;
    for (int axis : order) {
      if (sizes[axis] > 1 && step(operand, axis) <= span) {
        return true;
      }
      span += (sizes[axis] - 1L) * step(operand, axis);
    }
    return false;
  }

  private int step(int operand, int axis) {
    return Math.abs(strides[operand][axis]);
  }

  /// Calls `body` at the start of each run from `first` up to but not including `end`, in order. It
  /// is never called for empty runs.
  void forEach(int first, int end, Run body) {
    if (first >= end || length() == 0) {
      return;
    }
    int[] index = new int[sizes.length];
    int[] positions = offsets.clone();
    int rest = first;
    for (int axis = sizes.length - 2; axis >= 0; axis--) {
      index[axis] = rest % sizes[axis];
      rest /= sizes[axis];
      for (int o = 0; o < positions.length; o++) {
        positions[o] += index[axis] * strides[o][axis];
      }
    }
    for (int run = first; run < end; run++) {
      body.at(positions);
      for (int axis = sizes.length - 2; axis >= 0; axis--) {
        boolean wrapped = ++index[axis] == sizes[axis];
        int steps = wrapped ? 1 - sizes[axis] : 1;
        for (int o = 0; o < positions.length; o++) {
          positions[o] += steps * strides[o][axis];
        }
        if (!wrapped) {
          break;
        }
        index[axis] = 0;
      }
    }
  }

  /// Calls `body` for each run, or for the parts of a single long one, on all threads.
  public void forEachPiece(Part body) {
    int runs = runs();
    int length = length();
    if (runs == 1) {
      Pieces.run(length, 1, (from, to) -> forEach(0, 1, p -> body.run(p, from, to - from)));
    } else {
      Pieces.run(runs, length, (first, end) -> forEach(first, end, p -> body.run(p, 0, length)));
    }
  }

  /// Processes the elements `from` to `from + n` of a run.
  @FunctionalInterface
  public interface Part {
    /// `positions` contains each operand's index of the first element of the run. It is only valid
    /// during the call.
    void run(int[] positions, int from, int n);
  }

  /// Processes the start of a run.
  @FunctionalInterface
  interface Run {
    /// `positions` contains each operand's index of the first element. It is only valid during the
    /// call.
    void at(int[] positions);
  }
}
