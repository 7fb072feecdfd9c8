package dev.adjoint.kernel.attention;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.math.VectorExp;
import dev.adjoint.kernel.matmul.FloatMatrix;
import dev.adjoint.kernel.matmul.PanelPacking;
import dev.adjoint.kernel.matmul.VectorPanels;
import dev.adjoint.kernel.matmul.VectorTiles;
import dev.adjoint.kernel.strided.LeadingAxes;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Pieces;
import dev.adjoint.kernel.work.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/// [FloatAttention] on vectors, backward: one head at a time, in blocks of [VectorAttention#BLOCK]
/// queries.
///
/// The probabilities are recomputed and the gradients of the scores, here called slopes, are
/// computed, with keys as rows and the queries of the block as lanes of the vectors. So a tile of
/// keys is directly the left operand of the product for its part of dk and dv; the sums of those
/// stay in scratch memory between the blocks. The slopes of all keys are then transposed to rows of
/// queries, the left operand of the product for dq.
public final class VectorAttentionGradient {
  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int HEIGHT = VectorTiles.HEIGHT;
  private static final int BLOCK = VectorAttention.BLOCK;

  private final AttentionHead head;
  private final FloatMatrix g;
  private final FloatMatrix y;

  // The widths in whole panels, and the start indices of the parts of the scratch array.
  private final int width;
  private final int values;
  private final int across;
  private final int dk;
  private final int dv;
  private final int keyPanels;
  private final int queryPanels;
  private final int queriesTurned;
  private final int outPanels;
  private final int outTurned;
  private final int weights;
  private final int slopes;
  private final int slopesTurned;
  private final int logSums;
  private final int centres;
  private final int products;
  private final int row;
  private final int part;
  private final int keyRows;
  private final int valueRows;
  private final int end;

  /// The queries of the block: the first, the one after the last, and their number rounded up to
  /// whole panels.
  private int from;

  private int to;
  private int wide;

  private VectorAttentionGradient(AttentionHead head, FloatMatrix g, FloatMatrix y) {
    this.head = head;
    this.g = g;
    this.y = y;
    int keys = head.keys();
    width = PanelPacking.padded(head.width());
    values = PanelPacking.padded(head.values());
    across = PanelPacking.padded(keys);
    dk = 0;
    dv = dk + keys * width;
    keyPanels = dv + keys * values;
    queryPanels = keyPanels + keys * width;
    queriesTurned = queryPanels + BLOCK * width;
    outPanels = queriesTurned + BLOCK * head.width();
    outTurned = outPanels + BLOCK * values;
    weights = outTurned + BLOCK * head.values();
    slopes = weights + HEIGHT * BLOCK;
    slopesTurned = slopes + keys * BLOCK;
    logSums = slopesTurned + BLOCK * across;
    centres = logSums + BLOCK;
    products = centres + BLOCK;
    row = products + BLOCK * head.values();
    part = row + HEIGHT * width;
    keyRows = part + VectorKeyBlocks.room(keys, width);
    valueRows = keyRows + (head.k().column() == 1 ? 0 : keys * head.width());
    end = valueRows + (head.v().column() == 1 ? 0 : keys * head.values());
  }

  public static void run(
      View g,
      View q,
      View k,
      View v,
      @Nullable View mask,
      AttentionOptions how,
      View y,
      View logSum,
      View dq,
      View dk,
      View dv) {
    int leading = q.sizes().length - 2;
    int queries = q.sizes()[leading];
    float[] sums = ((Floats) logSum.storage()).array();
    Pieces.run(
        LeadingAxes.count(q, leading),
        ScalarAttention.weight(q, k),
        (first, end) -> {
          for (int n = first; n < end; n++) {
            AttentionHead head = AttentionHead.of(q, k, v, mask, how, n);
            new VectorAttentionGradient(head, FloatMatrix.of(g, n), FloatMatrix.of(y, n))
                .run(
                    sums,
                    logSum.offset() + n * queries,
                    FloatMatrix.of(dq, n),
                    FloatMatrix.of(dk, n),
                    FloatMatrix.of(dv, n));
          }
        });
  }

  private void run(float[] logSum, int at, FloatMatrix toDq, FloatMatrix toDk, FloatMatrix toDv) {
    float[] s = Scratch.borrow(end);
    FloatMatrix k = PanelPacking.withoutGaps(head.k(), head.keys(), head.width(), s, keyRows);
    FloatMatrix v = PanelPacking.withoutGaps(head.v(), head.keys(), head.values(), s, valueRows);
    PanelPacking.rows(head.k(), 0, head.keys(), head.width(), s, keyPanels);
    Arrays.fill(s, dk, keyPanels, 0f);
    for (from = 0; from < head.queries(); from += BLOCK) {
      to = Math.min(head.queries(), from + BLOCK);
      wide = Math.ceilDiv(to - from, WIDTH) * WIDTH;
      PanelPacking.rows(head.q(), from, to - from, head.width(), s, queryPanels);
      PanelPacking.turned(head.q(), from, to - from, head.width(), s, queriesTurned);
      PanelPacking.rows(g, from, to - from, head.values(), s, outPanels);
      PanelPacking.turned(g, from, to - from, head.values(), s, outTurned);
      System.arraycopy(logSum, at + from, s, logSums, to - from);
      centres(s);
      int seen = head.seen(to - 1);
      for (int j = 0; j < seen; j += HEIGHT) {
        keys(s, k, v, j, Math.min(HEIGHT, seen - j));
      }
      queries(s, toDq, seen);
    }
    for (int j = 0; j < head.keys(); j++) {
      PanelPacking.copy(s, dk + j * width, toDk, j, head.width());
      PanelPacking.copy(s, dv + j * values, toDv, j, head.values());
    }
    Scratch.giveBack(s);
  }

  /// Computes the weights and slopes of up to [VectorTiles#HEIGHT] keys, and the block's part of dk
  /// and dv.
  private void keys(float[] s, FloatMatrix k, FloatMatrix v, int j, int rows) {
    int first = head.causal() ? Math.max(from, j) : from;
    int skipped = (first - from) / WIDTH * WIDTH;
    int step = wide - skipped;
    int slope = slopes + j * BLOCK;
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
        weights,
        step,
        step,
        false);
    PanelPacking.product(
        v.array(),
        v.start(j),
        v.row(),
        rows,
        s,
        outTurned + skipped * head.values(),
        WIDTH * head.values(),
        head.values(),
        s,
        slope + skipped,
        BLOCK,
        step,
        false);
    finish(s, j, rows, skipped, step);
    int n = to - first;
    int rowStart = weights + first - from - skipped;
    int panel = (to - from) * WIDTH;
    int start = outPanels + (first - from) * WIDTH;
    PanelPacking.product(
        s, rowStart, step, rows, s, start, panel, n, s, dv + j * values, values, values, true);
    rowStart = slope + first - from;
    start = queryPanels + (first - from) * WIDTH;
    PanelPacking.product(
        s, rowStart, BLOCK, rows, s, start, panel, n, s, dk + j * width, width, width, true);
  }

  /// Computes the weights and slopes from the products of keys with queries and of values with g.
  /// Queries that do not see the key get zeros.
  private void finish(float[] s, int j, int rows, int skipped, int step) {
    scale(s, rows, step);
    FloatMatrix mask = head.mask();
    if (mask != null) {
      for (int r = 0; r < rows; r++) {
        int rowStart = weights + r * step - from - skipped;
        for (int i = from + skipped; i < to; i++) {
          s[rowStart + i] += mask.at(i, j + r);
        }
      }
    }
    subtract(s, rows, skipped, step);
    VectorExp.run(s, weights, s, weights, rows * step);
    slope(s, head.causal() ? j - from - skipped : -rows, slopes + j * BLOCK, rows, skipped, step);
    if (skipped > 0) {
      for (int r = 0; r < rows; r++) {
        int z = slopes + (j + r) * BLOCK;
        Arrays.fill(s, z, z + skipped, 0f);
      }
    }
  }

  /// The block's rows of dq.
  private void queries(float[] s, FloatMatrix toDq, int seen) {
    VectorPanels.ofRows(s, slopes, 1, BLOCK, to - from, seen, s, slopesTurned, across);
    for (int i = from; i < to; i += HEIGHT) {
      int rows = Math.min(HEIGHT, to - i);
      int n = head.seen(i + rows - 1);
      int rowStart = slopesTurned + (i - from) * across;
      int panel = head.keys() * WIDTH;
      VectorKeyBlocks.product(s, rowStart, across, rows, keyPanels, panel, n, row, width, part);
      for (int r = 0; r < rows; r++) {
        positiveZero(s, row + r * width, width);
        PanelPacking.copy(s, row + r * width, toDq, i + r, head.width());
      }
    }
  }

  /// The sums of `g·y` of the queries of the block, each one chain, as for `g·v`.
  private void centres(float[] s) {
    PanelPacking.turned(y, from, to - from, head.values(), s, products);
    for (int i = 0; i < wide; i += VectorLanes.COUNT) {
      int start = i / WIDTH * WIDTH * head.values() + i % WIDTH;
      FloatVector sum = FloatVector.zero(VectorLanes.FLOATS);
      for (int c = 0; c < head.values(); c++) {
        int at = start + c * WIDTH;
        FloatVector out = FloatVector.fromArray(VectorLanes.FLOATS, s, outTurned + at);
        sum = out.fma(FloatVector.fromArray(VectorLanes.FLOATS, s, products + at), sum);
      }
      sum.intoArray(s, centres + i);
    }
  }

  private void scale(float[] s, int rows, int step) {
    float scale = head.scale();
    int count = rows * step;
    for (int i = weights; i < weights + count; i += VectorLanes.COUNT) {
      FloatVector.fromArray(VectorLanes.FLOATS, s, i).mul(scale).intoArray(s, i);
    }
  }

  private void subtract(float[] s, int rows, int skipped, int step) {
    for (int i = 0; i < step; i += VectorLanes.COUNT) {
      FloatVector sum = FloatVector.fromArray(VectorLanes.FLOATS, s, logSums + skipped + i);
      int at = weights + i;
      for (int r = 0; r < rows; r++) {
        FloatVector.fromArray(VectorLanes.FLOATS, s, at).sub(sum).intoArray(s, at);
        at += step;
      }
    }
  }

  /// `z = p·(z − d)·scale`; in row r the weights and slopes before index `hidden + r` become 0.
  private void slope(float[] s, int hidden, int slope, int rows, int skipped, int step) {
    float scale = head.scale();
    for (int i = 0; i < step; i += VectorLanes.COUNT) {
      FloatVector centre = FloatVector.fromArray(VectorLanes.FLOATS, s, centres + skipped + i);
      int p = weights + i;
      int z = slope + skipped + i;
      for (int r = 0; r < rows; r++) {
        FloatVector weight = FloatVector.fromArray(VectorLanes.FLOATS, s, p);
        VectorMask<Float> out =
            VectorLanes.PLACES.compare(VectorOperators.LT, (float) (hidden + r - i));
        weight = weight.blend(0f, out);
        FloatVector centred = FloatVector.fromArray(VectorLanes.FLOATS, s, z).sub(centre);
        weight.intoArray(s, p);
        weight.mul(centred).mul(scale).blend(0f, out).intoArray(s, z);
        p += step;
        z += BLOCK;
      }
    }
  }

  private static void positiveZero(float[] s, int so, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector.fromArray(VectorLanes.FLOATS, s, so + i).add(0f).intoArray(s, so + i);
    }
  }
}
