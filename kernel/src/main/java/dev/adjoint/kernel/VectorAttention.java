package dev.adjoint.kernel;

import dev.adjoint.kernel.AttentionKernels.Attention;
import dev.adjoint.kernel.Storage.Floats;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// [FloatAttention] on vectors, forward: pieces of [#BLOCK] queries of a head.
///
/// The keys are transposed once for a piece, so that the vectors of scores run along the keys. Four
/// queries at a time see only the keys that the last of them sees; what the others do not see gets
/// the score −∞, and a weight of 0.
final class VectorAttention {
  static final int BLOCK = 64;

  private VectorAttention() {}

  static void value(
      View q, View k, View v, @Nullable View mask, Attention how, View y, View logSum) {
    int leading = q.sizes().length - 2;
    int queries = q.sizes()[leading];
    int blocks = Math.ceilDiv(queries, BLOCK);
    int weight = ScalarAttention.weight(q, k) / Math.max(blocks, 1);
    Pieces.run(
        Batch.count(q, leading) * blocks,
        weight,
        (first, end) -> {
          for (int unit = first; unit < end; unit++) {
            int n = unit / blocks;
            int from = unit % blocks * BLOCK;
            int to = Math.min(queries, from + BLOCK);
            AttentionHead head = AttentionHead.of(q, k, v, mask, how, n);
            float[] sums = ((Floats) logSum.storage()).array();
            block(head, FloatMatrix.of(y, n), sums, logSum.offset() + n * queries, from, to);
          }
        });
  }

  private static void block(
      AttentionHead head, FloatMatrix y, float[] logSum, int at, int from, int to) {
    int seen = head.seen(to - 1);
    int keys = FloatPacking.padded(seen);
    int values = FloatPacking.padded(head.values());
    boolean inPlace = FloatPacking.inPlace(head.v(), head.values());
    int rows = head.width() * keys;
    int scores = rows + (inPlace ? 0 : seen * values);
    int results = scores + VectorBlock.ROWS * keys;
    int maxima = results + VectorBlock.ROWS * values;
    float[] s = Scratch.borrow(maxima + VectorBlock.ROWS);
    FloatPacking.transposed(head.k(), seen, head.width(), s, 0, keys);
    if (!inPlace) {
      FloatPacking.rows(head.v(), seen, head.values(), s, rows, values);
    }
    float[] v = inPlace ? head.v().array() : s;
    int vo = inPlace ? head.v().offset() : rows;
    int vRow = inPlace ? head.v().row() : values;
    FloatMatrix q = head.q();
    for (int i = from; i < to; i += VectorBlock.ROWS) {
      int count = Math.min(VectorBlock.ROWS, to - i);
      int n = head.seen(i + count - 1);
      int wide = FloatPacking.padded(n);
      VectorBlock.product(
          q.array(),
          q.start(i),
          q.row(),
          q.column(),
          s,
          0,
          keys,
          s,
          scores,
          wide,
          count,
          wide,
          head.width(),
          false);
      for (int r = 0; r < count; r++) {
        int row = scores + r * wide;
        head.finish(s, row, i + r, wide);
        float max = VectorReduce.row(Reduction.MAXIMUM, s, row, wide);
        subtract(s, row, max, wide);
        s[maxima + r] = max;
      }
      VectorExp.run(s, scores, s, scores, count * wide);
      VectorBlock.product(
          s, scores, wide, 1, v, vo, vRow, s, results, values, count, values, n, false);
      for (int r = 0; r < count; r++) {
        float sum = VectorReduce.row(Reduction.SUM, s, scores + r * wide, wide);
        divide(s, results + r * values, sum, values);
        logSum[at + i + r] = s[maxima + r] + FloatMath.log(sum);
        copy(s, results + r * values, y, i + r, head.values());
      }
    }
    Scratch.giveBack(s);
  }

  /// Writes a row of a matrix.
  static void copy(float[] x, int xo, FloatMatrix y, int row, int n) {
    if (y.column() == 1) {
      System.arraycopy(x, xo, y.array(), y.start(row), n);
    } else {
      for (int c = 0; c < n; c++) {
        y.set(row, c, x[xo + c]);
      }
    }
  }

  private static void subtract(float[] s, int so, float c, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, s, so + i).sub(c).intoArray(s, so + i);
    }
  }

  private static void divide(float[] s, int so, float c, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, s, so + i).div(c).add(0f).intoArray(s, so + i);
    }
  }

  /// One head: its matrices and what is done to its scores.
  record AttentionHead(
      FloatMatrix q,
      FloatMatrix k,
      FloatMatrix v,
      @Nullable FloatMatrix mask,
      boolean causal,
      float scale,
      int queries,
      int keys,
      int width,
      int values) {

    static AttentionHead of(View q, View k, View v, @Nullable View mask, Attention how, int n) {
      int rank = q.sizes().length;
      return new AttentionHead(
          FloatMatrix.of(q, n),
          FloatMatrix.of(k, n),
          FloatMatrix.of(v, n),
          mask == null ? null : FloatMatrix.of(mask, n),
          how.causal(),
          (float) how.scale(),
          q.sizes()[rank - 2],
          k.sizes()[rank - 2],
          q.sizes()[rank - 1],
          v.sizes()[rank - 1]);
    }

    /// How many keys query i sees.
    int seen(int i) {
      return causal ? Math.min(keys, i + 1) : keys;
    }

    /// Makes scores of the products of query i: scaled, masked, −∞ from the last key seen up to
    /// `wide`.
    void finish(float[] s, int so, int i, int wide) {
      for (int j = 0; j < wide; j += Lanes.COUNT) {
        FloatVector.fromArray(Lanes.FLOATS, s, so + j).mul(scale).intoArray(s, so + j);
      }
      int seen = seen(i);
      FloatMatrix added = mask;
      if (added != null) {
        for (int j = 0; j < seen; j++) {
          s[so + j] += added.at(i, j);
        }
      }
      Arrays.fill(s, so + seen, so + wide, Float.NEGATIVE_INFINITY);
    }
  }
}
