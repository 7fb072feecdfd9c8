package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;

/// Lets loops that only support runs of stride 1 process operands of any strides.
///
/// An operand that already has stride 1 is used in place. Any other operand is gathered, at most
/// [#CHUNK] elements at a time, into a small array that stays in the first-level cache; an output
/// is scattered back from such an array. So each function needs one loop for each element type.
public final class Elementwise {
  public static final int CHUNK = 1024;

  /// Shorter runs are not processed by one call each: the operands are first copied into one run.
  private static final int SHORT = 16;

  private Elementwise() {}

  /// Calls `run` until all elements are done. The last operand is the output.
  public static void apply(Run run, View... operands) {
    View output = operands[operands.length - 1];
    if (allContiguous(operands)) {
      contiguous(run, operands, output.count());
      return;
    }
    Nest nest = Nest.of(operands);
    if (!worthCalls(nest)) {
      laidOut(run, operands, output);
    } else {
      nest.forEachPiece((p, from, n) -> staged(run, operands, nest, p, from, from + n));
    }
  }

  /// Whether the runs are long enough to be processed by one call each.
  public static boolean worthCalls(Nest nest) {
    return nest.length() >= SHORT || nest.runs() == 1;
  }

  private static boolean allContiguous(View[] operands) {
    for (View operand : operands) {
      if (!operand.isContiguous()) {
        return false;
      }
    }
    return true;
  }

  private static void contiguous(Run run, View[] operands, int count) {
    Storage[] storages = new Storage[operands.length];
    for (int o = 0; o < operands.length; o++) {
      storages[o] = operands[o].storage();
    }
    Pieces.run(
        count,
        1,
        (from, to) -> {
          int[] at = new int[operands.length];
          for (int o = 0; o < operands.length; o++) {
            at[o] = operands[o].offset() + from;
          }
          run.run(storages, at, to - from);
        });
  }

  private static void laidOut(Run run, View[] operands, View output) {
    int count = output.count();
    View[] flat = operands.clone();
    int last = operands.length - 1;
    for (int o = 0; o <= last; o++) {
      if (!operands[o].isContiguous()) {
        flat[o] = View.contiguous(operands[o].storage().allocate(count), output.sizes());
        if (o != last) {
          Copying.copy(operands[o], flat[o]);
        }
      }
    }
    contiguous(run, flat, count);
    if (!output.isContiguous()) {
      Copying.copy(flat[last], output);
    }
  }

  private static void staged(
      Run run, View[] operands, Nest nest, int[] positions, int from, int to) {
    int last = operands.length - 1;
    Storage[] storages = new Storage[operands.length];
    int[] at = new int[operands.length];
    boolean direct = true;
    for (int o = 0; o <= last; o++) {
      boolean inPlace = nest.stride(o) == 1;
      direct &= inPlace;
      Storage storage = operands[o].storage();
      storages[o] = inPlace ? storage : storage.allocate(Math.min(CHUNK, to - from));
    }
    int step = direct ? to - from : CHUNK;
    for (int start = from; start < to; start += step) {
      int n = Math.min(step, to - start);
      for (int o = 0; o <= last; o++) {
        int stride = nest.stride(o);
        int position = positions[o] + start * stride;
        at[o] = stride == 1 ? position : 0;
        boolean filled = stride == 0 && start > from;
        if (stride != 1 && o != last && !filled) {
          Casting.run(operands[o].storage(), position, stride, storages[o], 0, 1, n);
        }
      }
      run.run(storages, at, n);
      int stride = nest.stride(last);
      if (stride != 1) {
        Storage target = operands[last].storage();
        Casting.run(storages[last], 0, 1, target, positions[last] + start * stride, stride, n);
      }
    }
  }

  /// A loop over runs of stride 1.
  @FunctionalInterface
  public interface Run {
    /// Operand o of the run is `storages[o]` from `at[o]` on. The last operand is the output.
    void run(Storage[] storages, int[] at, int n);
  }
}
