package dev.adjoint.kernel;

import dev.adjoint.kernel.AttentionKernels.Attention;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.VectorAttention.AttentionHead;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// [FloatAttention] on vectors, backward: one head at a time, [VectorAttention#BLOCK] queries of it
/// at a time.
///
/// For these queries the probabilities and the gradients of the scores are computed again, the rows
/// of dq made from them, and the chains of dk and dv carried on, which wait in scratch between the
/// blocks.
final class VectorAttentionGradient {
  private static final int ROWS = VectorBlock.ROWS;

  private final AttentionHead head;
  private final float[] logSum;
  private final int at;

  // Widths in whole vectors, and where the parts of the scratch array begin.
  private final int keys;
  private final int width;
  private final int values;
  private final int keysAcross;
  private final int valuesAcross;
  private final int dk;
  private final int dv;
  private final int weights;
  private final int slopes;
  private final int row;
  private final int end;
  private final Rows g;
  private final Rows q;
  private final Rows k;

  private VectorAttentionGradient(AttentionHead head, FloatMatrix g, float[] logSum, int at) {
    this.head = head;
    this.logSum = logSum;
    this.at = at;
    keys = FloatPacking.padded(head.keys());
    width = FloatPacking.padded(head.width());
    values = FloatPacking.padded(head.values());
    keysAcross = 0;
    valuesAcross = keysAcross + head.width() * keys;
    dk = valuesAcross + head.values() * keys;
    dv = dk + keys * width;
    weights = dv + keys * values;
    slopes = weights + VectorAttention.BLOCK * keys;
    row = slopes + VectorAttention.BLOCK * keys;
    int packed = row + ROWS * Math.max(width, values);
    this.g = new Rows(g, head.queries(), head.values(), values, packed);
    packed += this.g.room();
    this.q = new Rows(head.q(), head.queries(), head.width(), width, packed);
    packed += this.q.room();
    this.k = new Rows(head.k(), head.keys(), head.width(), width, packed);
    end = packed + this.k.room();
  }

  static void run(
      View g,
      View q,
      View k,
      View v,
      @Nullable View mask,
      Attention how,
      View y,
      View logSum,
      View dq,
      View dk,
      View dv) {
    int leading = q.sizes().length - 2;
    int queries = q.sizes()[leading];
    float[] sums = ((Floats) logSum.storage()).array();
    Pieces.run(
        Batch.count(q, leading),
        ScalarAttention.weight(q, k),
        (first, end) -> {
          for (int n = first; n < end; n++) {
            AttentionHead head = AttentionHead.of(q, k, v, mask, how, n);
            int at = logSum.offset() + n * queries;
            new VectorAttentionGradient(head, FloatMatrix.of(g, n), sums, at)
                .run(
                    FloatMatrix.of(y, n),
                    FloatMatrix.of(dq, n),
                    FloatMatrix.of(dk, n),
                    FloatMatrix.of(dv, n));
          }
        });
  }

  private void run(FloatMatrix y, FloatMatrix dq, FloatMatrix toDk, FloatMatrix toDv) {
    float[] s = Scratch.borrow(end);
    FloatPacking.transposed(head.k(), head.keys(), head.width(), s, keysAcross, keys);
    FloatPacking.transposed(head.v(), head.keys(), head.values(), s, valuesAcross, keys);
    g.pack(s);
    q.pack(s);
    k.pack(s);
    Arrays.fill(s, dk, weights, 0f);
    for (int from = 0; from < head.queries(); from += VectorAttention.BLOCK) {
      int to = Math.min(head.queries(), from + VectorAttention.BLOCK);
      int seen = head.seen(to - 1);
      int wide = FloatPacking.padded(seen);
      for (int i = from; i < to; i += ROWS) {
        queries(s, y, dq, i, Math.min(ROWS, to - i), (i - from) * wide, wide);
      }
      for (int j = 0; j < seen; j += ROWS) {
        int first = head.causal() ? Math.max(from, j) : from;
        int place = (first - from) * wide + j;
        int n = to - first;
        VectorBlock.product(
            s,
            weights + place,
            1,
            wide,
            g.array(s),
            g.start(first),
            g.row(),
            s,
            dv + j * values,
            values,
            ROWS,
            values,
            n,
            true);
        VectorBlock.product(
            s,
            slopes + place,
            1,
            wide,
            q.array(s),
            q.start(first),
            q.row(),
            s,
            dk + j * width,
            width,
            ROWS,
            width,
            n,
            true);
      }
    }
    for (int j = 0; j < head.keys(); j++) {
      VectorAttention.copy(s, dk + j * width, toDk, j, head.width());
      VectorAttention.copy(s, dv + j * values, toDv, j, head.values());
    }
    Scratch.giveBack(s);
  }

  /// Weights and slopes of up to four queries, at `place` in rows of `wide` elements, and their dq.
  private void queries(
      float[] s, FloatMatrix y, FloatMatrix dq, int i, int count, int place, int wide) {
    int n = head.seen(i + count - 1);
    int used = FloatPacking.padded(n);
    FloatMatrix from = head.q();
    VectorBlock.product(
        from.array(),
        from.start(i),
        from.row(),
        from.column(),
        s,
        keysAcross,
        keys,
        s,
        weights + place,
        wide,
        count,
        used,
        head.width(),
        false);
    VectorBlock.product(
        g.array(s),
        g.start(i),
        g.row(),
        1,
        s,
        valuesAcross,
        keys,
        s,
        slopes + place,
        wide,
        count,
        used,
        head.values(),
        false);
    for (int r = 0; r < count; r++) {
      int p = weights + place + r * wide;
      int z = slopes + place + r * wide;
      head.finish(s, p, i + r, used);
      subtract(s, p, logSum[at + i + r], used);
      VectorExp.run(s, p, s, p, used);
      slope(s, p, z, products(s, y, i + r), used);
      Arrays.fill(s, p + used, p + wide, 0f);
      Arrays.fill(s, z + used, z + wide, 0f);
    }
    VectorBlock.product(
        s,
        slopes + place,
        wide,
        1,
        k.array(s),
        k.start(0),
        k.row(),
        s,
        row,
        width,
        count,
        width,
        n,
        false);
    for (int r = 0; r < count; r++) {
      positiveZero(s, row + r * width, width);
      VectorAttention.copy(s, row + r * width, dq, i + r, head.width());
    }
  }

  /// The sum of `g·y` of query i.
  private float products(float[] s, FloatMatrix y, int i) {
    if (y.column() == 1) {
      int yo = y.start(i);
      VectorPair.run(Binary.MULTIPLY, g.array(s), g.start(i), y.array(), yo, s, row, head.values());
    } else {
      for (int c = 0; c < head.values(); c++) {
        s[row + c] = g.array(s)[g.start(i) + c] * y.at(i, c);
      }
    }
    return VectorReduce.row(Reduction.SUM, s, row, head.values());
  }

  private static void subtract(float[] s, int so, float c, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, s, so + i).sub(c).intoArray(s, so + i);
    }
  }

  /// `z = p·(z − d)·scale`.
  private void slope(float[] s, int p, int z, float d, int n) {
    float scale = head.scale();
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector centred = FloatVector.fromArray(Lanes.FLOATS, s, z + i).sub(d);
      FloatVector weight = FloatVector.fromArray(Lanes.FLOATS, s, p + i);
      weight.mul(centred).mul(scale).intoArray(s, z + i);
    }
  }

  private static void positiveZero(float[] s, int so, int n) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector.fromArray(Lanes.FLOATS, s, so + i).add(0f).intoArray(s, so + i);
    }
  }

  /// The rows of a matrix as whole vectors, where they are or packed into scratch.
  private record Rows(FloatMatrix matrix, int rows, int columns, int width, int place) {

    boolean inPlace() {
      return FloatPacking.inPlace(matrix, columns);
    }

    int room() {
      return inPlace() ? 0 : rows * width;
    }

    void pack(float[] scratch) {
      if (!inPlace()) {
        FloatPacking.rows(matrix, rows, columns, scratch, place, width);
      }
    }

    float[] array(float[] scratch) {
      return inPlace() ? matrix.array() : scratch;
    }

    int start(int r) {
      return inPlace() ? matrix.start(r) : place + r * width;
    }

    int row() {
      return inPlace() ? matrix.row() : width;
    }
  }
}
