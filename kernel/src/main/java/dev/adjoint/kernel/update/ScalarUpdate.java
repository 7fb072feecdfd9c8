package dev.adjoint.kernel.update;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;
import dev.adjoint.kernel.work.Together;

/// The steps of optimizers in plain Java: the definition of `UpdateKernels`.
public final class ScalarUpdate {
  private ScalarUpdate() {}

  /// Applies a program to every element.
  public static void update(
      UpdateProgram program, View[] values, View[] gradients, View[][] memories, double[] numbers) {
    Together.run(
        values,
        (index, from, to) -> {
          int n = to - from;
          View[] inputs = inputs(values, gradients, memories, index);
          int[] offsets = offsets(inputs, from);
          switch (values[index].storage()) {
            case Floats _ -> FloatUpdate.run(program, floats(inputs), offsets, n, numbers);
            case Doubles _ -> DoubleUpdate.run(program, doubles(inputs), offsets, n, numbers);
            default -> throw Unsupported.function("update", values[index].storage());
          }
        });
  }

  /// The value, the gradient and the memories with this index.
  static View[] inputs(View[] values, View[] gradients, View[][] memories, int index) {
    View[] inputs = new View[2 + memories.length];
    inputs[0] = values[index];
    inputs[1] = gradients[index];
    for (int memory = 0; memory < memories.length; memory++) {
      inputs[2 + memory] = memories[memory][index];
    }
    return inputs;
  }

  /// The index of element `from` in each storage.
  static int[] offsets(View[] inputs, int from) {
    int[] offsets = new int[inputs.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = inputs[i].offset() + from;
    }
    return offsets;
  }

  public static double squaredNorm(View[] arrays) {
    return squaredNorm(arrays, FloatUpdate::squares);
  }

  /// The sum, with `block` summing each F32 block.
  public static double squaredNorm(View[] arrays, FloatBlock block) {
    double sum = 0;
    for (View array : arrays) {
      int n = array.count();
      double[] blocks = new double[Math.ceilDiv(n, Reduction.BLOCK)];
      Pieces.run(
          blocks.length,
          Reduction.BLOCK,
          (first, end) -> {
            for (int b = first; b < end; b++) {
              int from = b * Reduction.BLOCK;
              blocks[b] = block(array, from, Math.min(Reduction.BLOCK, n - from), block);
            }
          });
      for (double part : blocks) {
        sum += part;
      }
    }
    return sum;
  }

  private static double block(View array, int from, int n, FloatBlock block) {
    return switch (array.storage()) {
      case Floats(float[] x) -> block.sum(x, array.offset() + from, n);
      case Doubles(double[] x) -> DoubleUpdate.squares(x, array.offset() + from, n);
      default -> throw Unsupported.function("squared norm", array.storage());
    };
  }

  /// The sum of the squares of one block.
  @FunctionalInterface
  public interface FloatBlock {
    float sum(float[] x, int xo, int n);
  }

  static float[][] floats(View[] views) {
    float[][] arrays = new float[views.length][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = ((Floats) views[i].storage()).array();
    }
    return arrays;
  }

  private static double[][] doubles(View[] views) {
    double[][] arrays = new double[views.length][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = ((Doubles) views[i].storage()).array();
    }
    return arrays;
  }
}
