package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.vector.VectorTranspose;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// The product of a step of a recurrent network: a few rows, the states of some sequences, times
/// weights that are packed once for all steps.
///
/// Rows form blocks of eight if there are 32 vector registers, else blocks of four; columns form
/// panels two vectors wide. A tile of a block and a panel stays in registers during the loop over
/// k. Batches are mostly multiples of eight, which the taller tiles of `VectorTiles` do not fit.
/// The loops are unrolled by hand because a vector must not cross a method boundary, see
/// `VectorTiles`.
final class VectorRecurrentTiles {
  /// The width of a panel in columns.
  static final int WIDTH = 2 * VectorLanes.COUNT;

  private static final int TALL = 8;
  private static final int LOW = 4;

  /// The height of a block of rows.
  static final int HEIGHT =
      VectorLanes.COUNT == 16 || System.getProperty("os.arch", "").equals("aarch64") ? TALL : LOW;

  private VectorRecurrentTiles() {}

  /// The floats that [#pack] needs for `columns` columns of `depth` numbers.
  static int packed(int columns, int depth) {
    return Math.ceilDiv(columns, WIDTH) * WIDTH * depth;
  }

  /// Packs w `[columns, count]` into the rows `first` to `first + count − 1` of panels that have
  /// `depth` rows: `panel[p][first + k][j] = w[p · WIDTH + j][k]`, with zeros where there is no
  /// column.
  static void packTransposed(
      float[] w, int start, int columns, int count, float[] panels, int to, int depth, int first) {
    for (int left = 0; left < columns; left += WIDTH) {
      int used = Math.min(WIDTH, columns - left);
      int panel = to + left * depth + first * WIDTH;
      int wholeJ = VectorTranspose.AVAILABLE ? VectorLanes.whole(used) : 0;
      int wholeK = VectorTranspose.AVAILABLE ? VectorLanes.whole(count) : 0;
      for (int j = 0; j < wholeJ; j += VectorLanes.COUNT) {
        for (int k = 0; k < wholeK; k += VectorLanes.COUNT) {
          int from = start + (left + j) * count + k;
          VectorTranspose.run(w, from, count, panels, panel + k * WIDTH + j, WIDTH);
        }
      }
      for (int k = 0; k < count; k++) {
        for (int j = k < wholeK ? wholeJ : 0; j < WIDTH; j++) {
          panels[panel + k * WIDTH + j] = j < used ? w[start + (left + j) * count + k] : 0;
        }
      }
    }
  }

  /// Packs w `[depth, columns]`: `panel[p][k][j] = w[k][p · WIDTH + j]`, with zeros where there is
  /// no column.
  static void pack(float[] w, int start, int columns, int depth, float[] panels, int to) {
    for (int left = 0; left < columns; left += WIDTH) {
      int used = Math.min(WIDTH, columns - left);
      int panel = to + left * depth;
      for (int k = 0; k < depth; k++) {
        System.arraycopy(w, start + k * columns + left, panels, panel + k * WIDTH, used);
        for (int j = used; j < WIDTH; j++) {
          panels[panel + k * WIDTH + j] = 0;
        }
      }
    }
  }

  /// `c[r, j] = Σₖ a[r, k] · w[k, j]` for all columns of the panels, each one chain of fused
  /// multiply–adds in the order of k from +0; if there is a bias, `bias[j]` is then added. Rows of
  /// c are `cStep` apart and at least as long as the total width of the panels.
  static void multiply(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] panels,
      int panelStart,
      int columns,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      float @Nullable [] bias,
      int biasStart) {
    for (int left = 0; left < columns; left += WIDTH) {
      int panel = panelStart + left * depth;
      for (int row = 0; row < rows; row += HEIGHT) {
        int count = Math.min(HEIGHT, rows - row);
        int from = aStart + row * aStep;
        int to = cStart + row * cStep + left;
        if (count > LOW) {
          eight(a, from, aStep, count, panels, panel, depth, c, to, cStep, bias, biasStart + left);
        } else {
          four(a, from, aStep, count, panels, panel, depth, c, to, cStep, bias, biasStart + left);
        }
      }
    }
  }

  /// Missing rows repeat the last row and are not stored.
  private static void eight(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      float @Nullable [] bias,
      int biasStart) {
    int a0 = aStart;
    int a1 = aStart + Math.min(1, rows - 1) * aStep;
    int a2 = aStart + Math.min(2, rows - 1) * aStep;
    int a3 = aStart + Math.min(3, rows - 1) * aStep;
    int a4 = aStart + Math.min(4, rows - 1) * aStep;
    int a5 = aStart + Math.min(5, rows - 1) * aStep;
    int a6 = aStart + Math.min(6, rows - 1) * aStep;
    int a7 = aStart + Math.min(7, rows - 1) * aStep;
    FloatVector s0 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t0 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s1 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t1 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s2 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t2 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s3 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t3 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s4 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t4 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s5 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t5 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s6 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t6 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s7 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t7 = FloatVector.zero(VectorLanes.FLOATS);
    int at = bStart;
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(VectorLanes.FLOATS, b, at);
      FloatVector right = FloatVector.fromArray(VectorLanes.FLOATS, b, at + VectorLanes.COUNT);
      FloatVector x0 = FloatVector.broadcast(VectorLanes.FLOATS, a[a0 + k]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(VectorLanes.FLOATS, a[a1 + k]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(VectorLanes.FLOATS, a[a2 + k]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(VectorLanes.FLOATS, a[a3 + k]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
      FloatVector x4 = FloatVector.broadcast(VectorLanes.FLOATS, a[a4 + k]);
      s4 = x4.fma(left, s4);
      t4 = x4.fma(right, t4);
      FloatVector x5 = FloatVector.broadcast(VectorLanes.FLOATS, a[a5 + k]);
      s5 = x5.fma(left, s5);
      t5 = x5.fma(right, t5);
      FloatVector x6 = FloatVector.broadcast(VectorLanes.FLOATS, a[a6 + k]);
      s6 = x6.fma(left, s6);
      t6 = x6.fma(right, t6);
      FloatVector x7 = FloatVector.broadcast(VectorLanes.FLOATS, a[a7 + k]);
      s7 = x7.fma(left, s7);
      t7 = x7.fma(right, t7);
      at += WIDTH;
    }
    if (bias != null) {
      FloatVector left = FloatVector.fromArray(VectorLanes.FLOATS, bias, biasStart);
      FloatVector right =
          FloatVector.fromArray(VectorLanes.FLOATS, bias, biasStart + VectorLanes.COUNT);
      s0 = s0.add(left);
      t0 = t0.add(right);
      s1 = s1.add(left);
      t1 = t1.add(right);
      s2 = s2.add(left);
      t2 = t2.add(right);
      s3 = s3.add(left);
      t3 = t3.add(right);
      s4 = s4.add(left);
      t4 = t4.add(right);
      s5 = s5.add(left);
      t5 = t5.add(right);
      s6 = s6.add(left);
      t6 = t6.add(right);
      s7 = s7.add(left);
      t7 = t7.add(right);
    }
    s0.intoArray(c, cStart);
    t0.intoArray(c, cStart + VectorLanes.COUNT);
    if (rows > 1) {
      s1.intoArray(c, cStart + cStep);
      t1.intoArray(c, cStart + cStep + VectorLanes.COUNT);
    }
    if (rows > 2) {
      s2.intoArray(c, cStart + 2 * cStep);
      t2.intoArray(c, cStart + 2 * cStep + VectorLanes.COUNT);
    }
    if (rows > 3) {
      s3.intoArray(c, cStart + 3 * cStep);
      t3.intoArray(c, cStart + 3 * cStep + VectorLanes.COUNT);
    }
    if (rows > 4) {
      s4.intoArray(c, cStart + 4 * cStep);
      t4.intoArray(c, cStart + 4 * cStep + VectorLanes.COUNT);
    }
    if (rows > 5) {
      s5.intoArray(c, cStart + 5 * cStep);
      t5.intoArray(c, cStart + 5 * cStep + VectorLanes.COUNT);
    }
    if (rows > 6) {
      s6.intoArray(c, cStart + 6 * cStep);
      t6.intoArray(c, cStart + 6 * cStep + VectorLanes.COUNT);
    }
    if (rows > 7) {
      s7.intoArray(c, cStart + 7 * cStep);
      t7.intoArray(c, cStart + 7 * cStep + VectorLanes.COUNT);
    }
  }

  /// As above for up to four rows.
  private static void four(
      float[] a,
      int aStart,
      int aStep,
      int rows,
      float[] b,
      int bStart,
      int depth,
      float[] c,
      int cStart,
      int cStep,
      float @Nullable [] bias,
      int biasStart) {
    int a0 = aStart;
    int a1 = aStart + Math.min(1, rows - 1) * aStep;
    int a2 = aStart + Math.min(2, rows - 1) * aStep;
    int a3 = aStart + Math.min(3, rows - 1) * aStep;
    FloatVector s0 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t0 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s1 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t1 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s2 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t2 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector s3 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector t3 = FloatVector.zero(VectorLanes.FLOATS);
    int at = bStart;
    for (int k = 0; k < depth; k++) {
      FloatVector left = FloatVector.fromArray(VectorLanes.FLOATS, b, at);
      FloatVector right = FloatVector.fromArray(VectorLanes.FLOATS, b, at + VectorLanes.COUNT);
      FloatVector x0 = FloatVector.broadcast(VectorLanes.FLOATS, a[a0 + k]);
      s0 = x0.fma(left, s0);
      t0 = x0.fma(right, t0);
      FloatVector x1 = FloatVector.broadcast(VectorLanes.FLOATS, a[a1 + k]);
      s1 = x1.fma(left, s1);
      t1 = x1.fma(right, t1);
      FloatVector x2 = FloatVector.broadcast(VectorLanes.FLOATS, a[a2 + k]);
      s2 = x2.fma(left, s2);
      t2 = x2.fma(right, t2);
      FloatVector x3 = FloatVector.broadcast(VectorLanes.FLOATS, a[a3 + k]);
      s3 = x3.fma(left, s3);
      t3 = x3.fma(right, t3);
      at += WIDTH;
    }
    if (bias != null) {
      FloatVector left = FloatVector.fromArray(VectorLanes.FLOATS, bias, biasStart);
      FloatVector right =
          FloatVector.fromArray(VectorLanes.FLOATS, bias, biasStart + VectorLanes.COUNT);
      s0 = s0.add(left);
      t0 = t0.add(right);
      s1 = s1.add(left);
      t1 = t1.add(right);
      s2 = s2.add(left);
      t2 = t2.add(right);
      s3 = s3.add(left);
      t3 = t3.add(right);
    }
    s0.intoArray(c, cStart);
    t0.intoArray(c, cStart + VectorLanes.COUNT);
    if (rows > 1) {
      s1.intoArray(c, cStart + cStep);
      t1.intoArray(c, cStart + cStep + VectorLanes.COUNT);
    }
    if (rows > 2) {
      s2.intoArray(c, cStart + 2 * cStep);
      t2.intoArray(c, cStart + 2 * cStep + VectorLanes.COUNT);
    }
    if (rows > 3) {
      s3.intoArray(c, cStart + 3 * cStep);
      t3.intoArray(c, cStart + 3 * cStep + VectorLanes.COUNT);
    }
  }
}
