package dev.adjoint.kernel.attention;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.math.VectorExp;
import dev.adjoint.kernel.math.VectorLog;
import dev.adjoint.kernel.matmul.FloatMatrix;
import dev.adjoint.kernel.matmul.PanelPacking;
import dev.adjoint.kernel.matmul.VectorPanels;
import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.reduce.VectorColumns;
import dev.adjoint.kernel.strided.LeadingAxes;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import dev.adjoint.kernel.work.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/// [FloatAttention] on vectors, forward: pieces of [#BLOCK] queries of a head.
///
/// In the matrix of scores the rows are keys and the lanes of the vectors are queries, so the
/// largest score and the sum of a query are found without crossing lanes. Panels in which no query
/// sees a key of the tile are skipped. The weights are then transposed to rows of queries, the left
/// operand of the product with the values.
public final class VectorAttention {
  static final int BLOCK = 64;

  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int HEIGHT = VectorTiles.HEIGHT;

  private final AttentionHead head;
  private final int from;
  private final int to;
  private final int seen;

  // The widths in whole panels, and the start indices of the parts of the scratch array.
  private final int wide;
  private final int across;
  private final int values;
  private final int weights;
  private final int turned;
  private final int queriesTurned;
  private final int valuePanels;
  private final int results;
  private final int part;
  private final int maxima;
  private final int sums;
  private final int lanes;
  private final int keyRows;
  private final int end;

  private VectorAttention(AttentionHead head, int from, int to) {
    this.head = head;
    this.from = from;
    this.to = to;
    seen = head.seen(to - 1);
    wide = Math.ceilDiv(to - from, WIDTH) * WIDTH;
    across = PanelPacking.padded(seen);
    values = PanelPacking.padded(head.values());
    weights = 0;
    turned = weights + seen * wide;
    queriesTurned = turned + (to - from) * across;
    valuePanels = queriesTurned + head.width() * wide;
    results = valuePanels + seen * values;
    part = results + HEIGHT * values;
    maxima = part + VectorKeyBlocks.room(seen, values);
    sums = maxima + wide;
    lanes = sums + wide;
    keyRows = lanes + VectorColumns.ROOM;
    end = keyRows + (head.k().column() == 1 ? 0 : seen * head.width());
  }

  public static void value(
      View q, View k, View v, @Nullable View mask, AttentionOptions how, View y, View logSum) {
    int leading = q.sizes().length - 2;
    int queries = q.sizes()[leading];
    int blocks = Math.ceilDiv(queries, BLOCK);
    int weight = ScalarAttention.weight(q, k) / Math.max(blocks, 1);
    float[] logSums = ((Floats) logSum.storage()).array();
    Pieces.run(
        LeadingAxes.count(q, leading) * blocks,
        weight,
        (first, end) -> {
          for (int unit = first; unit < end; unit++) {
            int n = unit / blocks;
            int from = unit % blocks * BLOCK;
            int to = Math.min(queries, from + BLOCK);
            AttentionHead head = AttentionHead.of(q, k, v, mask, how, n);
            new VectorAttention(head, from, to)
                .run(FloatMatrix.of(y, n), logSums, logSum.offset() + n * queries + from);
          }
        });
  }

  private void run(FloatMatrix y, float[] logSum, int at) {
    float[] s = Scratch.borrow(end);
    FloatMatrix k = PanelPacking.withoutGaps(head.k(), seen, head.width(), s, keyRows);
    PanelPacking.turned(head.q(), from, to - from, head.width(), s, queriesTurned);
    PanelPacking.rows(head.v(), 0, seen, head.values(), s, valuePanels);
    Arrays.fill(s, maxima, maxima + wide, Float.NEGATIVE_INFINITY);
    for (int j = 0; j < seen; j += HEIGHT) {
      scores(s, k, j, Math.min(HEIGHT, seen - j));
    }
    subtract(s);
    VectorExp.run(s, weights, s, weights, seen * wide);
    if (head.causal()) {
      hide(s);
    }
    for (int i = 0; i < wide; i += VectorLanes.COUNT) {
      VectorColumns.sum(s, weights + i, wide, seen, lanes, sums + i);
    }
    results(s, y);
    VectorLog.run(s, sums, s, sums, wide);
    for (int i = 0; i < to - from; i++) {
      float max = s[maxima + i];
      boolean seesNone = max == Float.NEGATIVE_INFINITY;
      logSum[at + i] = seesNone ? Float.POSITIVE_INFINITY : max + s[sums + i];
    }
    Scratch.giveBack(s);
  }

  /// The scores of up to [VectorTiles#HEIGHT] keys.
  private void scores(float[] s, FloatMatrix k, int j, int rows) {
    int skipped = head.causal() ? Math.max(j - from, 0) / WIDTH * WIDTH : 0;
    int start = weights + j * wide;
    PanelPacking.product(
        k.array(),
        k.start(j),
        k.row(),
        rows,
        s,
        queriesTurned + skipped * head.width(),
        WIDTH * head.width(),
        head.width(),
        s,
        start + skipped,
        wide,
        wide - skipped,
        false);
    FloatMatrix mask = head.mask();
    if (mask != null) {
      for (int r = 0; r < rows; r++) {
        int row = start + r * wide - from;
        for (int i = from + skipped; i < to; i++) {
          s[row + i] = s[row + i] * head.scale() + mask.at(i, j + r);
        }
      }
    }
    float scale = mask == null ? head.scale() : 1f;
    finish(s, start, rows, skipped, scale, head.causal() ? j - from : -rows);
    for (int r = 0; r < rows && skipped > 0; r++) {
      int row = start + r * wide;
      Arrays.fill(s, row, row + skipped, 0f);
    }
  }

  /// Scales the scores and updates the maxima with the scores of row r, except for the queries
  /// before index `hidden + r`. The scores of those queries stay until the weights are computed,
  /// because an exponential that underflows takes four times as long as others.
  private void finish(float[] s, int start, int rows, int skipped, float scale, int hidden) {
    for (int i = skipped; i < wide; i += VectorLanes.COUNT) {
      FloatVector most = FloatVector.fromArray(VectorLanes.FLOATS, s, maxima + i);
      int at = start + i;
      for (int r = 0; r < rows; r++) {
        VectorMask<Float> out =
            VectorLanes.PLACES.compare(VectorOperators.LT, (float) (hidden + r - i));
        FloatVector score = FloatVector.fromArray(VectorLanes.FLOATS, s, at).mul(scale);
        score.intoArray(s, at);
        most = score.blend(Float.NEGATIVE_INFINITY, out).max(most);
        at += wide;
      }
      most.intoArray(s, maxima + i);
    }
  }

  private void subtract(float[] s) {
    for (int i = 0; i < wide; i += VectorLanes.COUNT) {
      FloatVector max = FloatVector.fromArray(VectorLanes.FLOATS, s, maxima + i);
      FloatVector most = max.blend(0f, max.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY));
      int at = weights + i;
      for (int j = 0; j < seen; j++) {
        FloatVector.fromArray(VectorLanes.FLOATS, s, at).sub(most).intoArray(s, at);
        at += wide;
      }
    }
  }

  /// Sets the weights to 0 where a query does not see a key.
  private void hide(float[] s) {
    for (int i = 0; i < wide; i += VectorLanes.COUNT) {
      for (int j = from + i; j < seen; j++) {
        int at = weights + j * wide + i;
        VectorMask<Float> out =
            VectorLanes.PLACES.compare(VectorOperators.LT, (float) (j - from - i));
        FloatVector.fromArray(VectorLanes.FLOATS, s, at).blend(0f, out).intoArray(s, at);
      }
    }
  }

  private void results(float[] s, FloatMatrix y) {
    VectorPanels.ofRows(s, weights, 1, wide, to - from, seen, s, turned, across);
    for (int i = from; i < to; i += HEIGHT) {
      int rows = Math.min(HEIGHT, to - i);
      int n = head.seen(i + rows - 1);
      int weightRows = turned + (i - from) * across;
      VectorKeyBlocks.product(
          s, weightRows, across, rows, valuePanels, seen * WIDTH, n, results, values, part);
      for (int r = 0; r < rows; r++) {
        float sum = s[sums + i - from + r];
        divide(s, results + r * values, sum == 0 ? 1 : sum, values);
        PanelPacking.copy(s, results + r * values, y, i + r, head.values());
      }
    }
  }

  private static void divide(float[] s, int so, float c, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector.fromArray(VectorLanes.FLOATS, s, so + i).div(c).add(0f).intoArray(s, so + i);
    }
  }
}
