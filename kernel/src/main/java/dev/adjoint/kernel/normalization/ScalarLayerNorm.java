package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;
import dev.adjoint.kernel.work.Scratch;
import java.util.Arrays;

/// Layer normalisation for F32 and F64.
public final class ScalarLayerNorm {
  private ScalarLayerNorm() {}

  public static void run(
      View x,
      View gain,
      View bias,
      double epsilon,
      View y,
      View mean,
      View scale,
      int rows,
      int n) {
    boolean single = isSingle(x);
    Pieces.run(
        rows,
        n * LayerNormBlocks.WEIGHT,
        (from, to) -> {
          if (single) {
            FloatLayerNorm.rows(x, gain, bias, (float) epsilon, y, mean, scale, n, from, to);
          } else {
            DoubleLayerNorm.rows(x, gain, bias, epsilon, y, mean, scale, n, from, to);
          }
        });
  }

  public static void gradient(
      View g,
      View x,
      View gain,
      View mean,
      View scale,
      View gx,
      View gGain,
      View gBias,
      int rows,
      int n) {
    if (isSingle(x)) {
      floats(g, x, gain, mean, scale, gx, gGain, gBias, rows, n, FloatLayerNorm::gradient);
    } else {
      doubles(g, x, gain, mean, scale, gx, gGain, gBias, rows, n);
    }
  }

  private static boolean isSingle(View x) {
    return switch (x.storage()) {
      case Floats _ -> true;
      case Doubles _ -> false;
      default -> throw Unsupported.function("layer norm", x.storage());
    };
  }

  /// Computes the sums of one block of rows; `sums` starts at +0.
  public interface Block {
    void gradient(
        View g,
        View x,
        View gain,
        View mean,
        View scale,
        View gx,
        float[] sums,
        int so,
        int n,
        int from,
        int to);
  }

  /// Processes all blocks of F32 rows, then adds their sums in order.
  public static void floats(
      View g,
      View x,
      View gain,
      View mean,
      View scale,
      View gx,
      View gGain,
      View gBias,
      int rows,
      int n,
      Block block) {
    if (rows >= LayerNormBlocks.LONG) {
      longSums(g, x, gain, mean, scale, gx, gGain, gBias, rows, n, block);
      return;
    }
    int size = LayerNormBlocks.size(rows, n);
    int blocks = Math.max(1, Math.ceilDiv(rows, size));
    float[] sums = Scratch.borrow(blocks * 2 * n);
    Arrays.fill(sums, 0, blocks * 2 * n, 0);
    Pieces.run(
        blocks,
        size * n * LayerNormBlocks.WEIGHT,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            int end = Math.min(rows, b * size + size);
            block.gradient(g, x, gain, mean, scale, gx, sums, b * 2 * n, n, b * size, end);
          }
        });
    float[] gains = ((Floats) gGain.storage()).array();
    float[] biases = ((Floats) gBias.storage()).array();
    LayerNormBlocks.fold(sums, 0, blocks, 2 * n, gains, gGain.offset(), n);
    LayerNormBlocks.fold(sums, n, blocks, 2 * n, biases, gBias.offset(), n);
    Scratch.giveBack(sums);
  }

  /// The same for many rows: each block adds chains of rows in double precision.
  private static void longSums(
      View g,
      View x,
      View gain,
      View mean,
      View scale,
      View gx,
      View gGain,
      View gBias,
      int rows,
      int n,
      Block block) {
    int size = LayerNormBlocks.size(rows, n);
    int blocks = Math.ceilDiv(rows, size);
    double[] sums = new double[blocks * 2 * n];
    Pieces.run(
        blocks,
        size * n * LayerNormBlocks.WEIGHT,
        (from, to) -> {
          float[] chain = Scratch.borrow(2 * n);
          for (int row = from * size; row < Math.min(rows, to * size); ) {
            int b = row / size;
            int end = Math.min(Math.min(rows, b * size + size), row + LayerNormBlocks.CHAIN);
            Arrays.fill(chain, 0, 2 * n, 0);
            block.gradient(g, x, gain, mean, scale, gx, chain, 0, n, row, end);
            for (int j = 0; j < 2 * n; j++) {
              sums[b * 2 * n + j] += chain[j];
            }
            row = end;
          }
          Scratch.giveBack(chain);
        });
    double[] total = new double[2 * n];
    LayerNormBlocks.fold(sums, 0, blocks, 2 * n, total, 0, 2 * n);
    float[] gains = ((Floats) gGain.storage()).array();
    float[] biases = ((Floats) gBias.storage()).array();
    for (int j = 0; j < n; j++) {
      gains[gGain.offset() + j] = (float) total[j];
      biases[gBias.offset() + j] = (float) total[n + j];
    }
  }

  private static void doubles(
      View g,
      View x,
      View gain,
      View mean,
      View scale,
      View gx,
      View gGain,
      View gBias,
      int rows,
      int n) {
    int size = LayerNormBlocks.size(rows, n);
    int blocks = Math.max(1, Math.ceilDiv(rows, size));
    double[] sums = new double[blocks * 2 * n];
    Pieces.run(
        blocks,
        size * n * LayerNormBlocks.WEIGHT,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            int end = Math.min(rows, b * size + size);
            DoubleLayerNorm.gradient(
                g, x, gain, mean, scale, gx, sums, b * 2 * n, n, b * size, end);
          }
        });
    double[] gains = ((Doubles) gGain.storage()).array();
    double[] biases = ((Doubles) gBias.storage()).array();
    LayerNormBlocks.fold(sums, 0, blocks, 2 * n, gains, gGain.offset(), n);
    LayerNormBlocks.fold(sums, n, blocks, 2 * n, biases, gBias.offset(), n);
  }
}
