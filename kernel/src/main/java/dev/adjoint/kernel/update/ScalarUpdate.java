package dev.adjoint.kernel.update;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;
import dev.adjoint.kernel.work.Together;

/// The steps of optimizers in plain Java: the definition.
public final class ScalarUpdate {
  private ScalarUpdate() {}

  public static void descend(View[] values, View[] gradients, double rate, double decay) {
    Together.run(
        values,
        (i, from, to) -> {
          View w = values[i];
          View g = gradients[i];
          int wo = w.offset() + from;
          int go = g.offset() + from;
          switch (w.storage()) {
            case Floats(float[] a) ->
                FloatUpdate.descend(a, wo, floats(g), go, to - from, rate, decay);
            case Doubles(double[] a) ->
                DoubleUpdate.descend(a, wo, doubles(g), go, to - from, rate, decay);
            default -> throw Unsupported.function("descend", w.storage());
          }
        });
  }

  public static void momentum(View[] values, View[] gradients, View[] buffers, MomentumStep step) {
    Together.run(
        values,
        (i, from, to) -> {
          View w = values[i];
          View g = gradients[i];
          View b = buffers[i];
          int wo = w.offset() + from;
          int go = g.offset() + from;
          int bo = b.offset() + from;
          int n = to - from;
          switch (w.storage()) {
            case Floats(float[] a) ->
                FloatUpdate.momentum(a, wo, floats(g), go, floats(b), bo, n, step);
            case Doubles(double[] a) ->
                DoubleUpdate.momentum(a, wo, doubles(g), go, doubles(b), bo, n, step);
            default -> throw Unsupported.function("momentum", w.storage());
          }
        });
  }

  public static void adam(
      View[] values, View[] gradients, View[] means, View[] squares, AdamStep step) {
    Together.run(
        values,
        (i, from, to) -> {
          View w = values[i];
          View g = gradients[i];
          View m = means[i];
          View v = squares[i];
          int wo = w.offset() + from;
          int go = g.offset() + from;
          int mo = m.offset() + from;
          int vo = v.offset() + from;
          int n = to - from;
          switch (w.storage()) {
            case Floats(float[] a) ->
                FloatUpdate.adam(a, wo, floats(g), go, floats(m), mo, floats(v), vo, n, step);
            case Doubles(double[] a) ->
                DoubleUpdate.adam(a, wo, doubles(g), go, doubles(m), mo, doubles(v), vo, n, step);
            default -> throw Unsupported.function("adam", w.storage());
          }
        });
  }

  public static double squaredNorm(View[] arrays) {
    return squaredNorm(arrays, FloatUpdate::squares);
  }

  /// The sum with this way to sum a block of F32.
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

  private static float[] floats(View view) {
    return ((Floats) view.storage()).array();
  }

  private static double[] doubles(View view) {
    return ((Doubles) view.storage()).array();
  }
}
