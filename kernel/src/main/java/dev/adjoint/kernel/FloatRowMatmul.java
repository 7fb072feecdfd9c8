package dev.adjoint.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// One row times a matrix whose rows lie without gaps, `c[n] = a[k] · b[k, n]`, in F32: every
/// element of b is used once, so the memory sets the pace and b is read in the order in which it
/// lies.
final class FloatRowMatmul {
  /// Elements of b worth handing to another thread: some 10 µs from memory.
  private static final int PIECE = 1 << 16;

  private FloatRowMatmul() {}

  static void run(MatrixProduct p, float[] a, float[] b, float[] c) {
    int lanes = 4 * FloatTiles.WIDTH;
    int width = Math.min(p.n(), Math.max(Math.ceilDiv(PIECE / p.k(), lanes), 1) * lanes);
    int across = Math.ceilDiv(p.n(), width);
    int blocks = p.batches() * across;
    int group = Math.clamp((long) PIECE / ((long) width * p.k()), 1, blocks);
    Workers.run(
        Math.ceilDiv(blocks, group),
        piece -> {
          int end = Math.min(blocks, (piece + 1) * group);
          for (int block = piece * group; block < end; block++) {
            int batch = block / across;
            int left = block % across * width;
            along(
                p,
                a,
                p.aOffset(batch),
                b,
                p.bOffset(batch) + left,
                c,
                p.cOffset(batch) + left,
                Math.min(width, p.n() - left));
          }
        });
  }

  /// Eight rows of b at a time.
  private static void along(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int to, int count) {
    Arrays.fill(c, to, to + count, 0);
    int step = p.aColumn();
    int row = p.bRow();
    int eights = p.k() & -8;
    for (int k = 0; k < eights; k += 8) {
      int at = aStart + k * step;
      eight(
          a[at],
          a[at + step],
          a[at + 2 * step],
          a[at + 3 * step],
          a[at + 4 * step],
          a[at + 5 * step],
          a[at + 6 * step],
          a[at + 7 * step],
          b,
          bStart + k * row,
          row,
          c,
          to,
          count);
    }
    for (int k = eights; k < p.k(); k++) {
      one(a[aStart + k * step], b, bStart + k * row, c, to, count);
    }
  }

  private static void eight(
      float a0,
      float a1,
      float a2,
      float a3,
      float a4,
      float a5,
      float a6,
      float a7,
      float[] b,
      int b0,
      int row,
      float[] c,
      int to,
      int count) {
    FloatVector x0 = FloatVector.broadcast(FloatTiles.SPECIES, a0);
    FloatVector x1 = FloatVector.broadcast(FloatTiles.SPECIES, a1);
    FloatVector x2 = FloatVector.broadcast(FloatTiles.SPECIES, a2);
    FloatVector x3 = FloatVector.broadcast(FloatTiles.SPECIES, a3);
    FloatVector x4 = FloatVector.broadcast(FloatTiles.SPECIES, a4);
    FloatVector x5 = FloatVector.broadcast(FloatTiles.SPECIES, a5);
    FloatVector x6 = FloatVector.broadcast(FloatTiles.SPECIES, a6);
    FloatVector x7 = FloatVector.broadcast(FloatTiles.SPECIES, a7);
    int b1 = b0 + row;
    int b2 = b1 + row;
    int b3 = b2 + row;
    int b4 = b3 + row;
    int b5 = b4 + row;
    int b6 = b5 + row;
    int b7 = b6 + row;
    int whole = FloatTiles.SPECIES.loopBound(count);
    for (int j = 0; j < whole; j += FloatTiles.LANES) {
      FloatVector s = FloatVector.fromArray(FloatTiles.SPECIES, c, to + j);
      s = x0.fma(FloatVector.fromArray(FloatTiles.SPECIES, b, b0 + j), s);
      s = x1.fma(FloatVector.fromArray(FloatTiles.SPECIES, b, b1 + j), s);
      s = x2.fma(FloatVector.fromArray(FloatTiles.SPECIES, b, b2 + j), s);
      s = x3.fma(FloatVector.fromArray(FloatTiles.SPECIES, b, b3 + j), s);
      s = x4.fma(FloatVector.fromArray(FloatTiles.SPECIES, b, b4 + j), s);
      s = x5.fma(FloatVector.fromArray(FloatTiles.SPECIES, b, b5 + j), s);
      s = x6.fma(FloatVector.fromArray(FloatTiles.SPECIES, b, b6 + j), s);
      s = x7.fma(FloatVector.fromArray(FloatTiles.SPECIES, b, b7 + j), s);
      s.intoArray(c, to + j);
    }
    for (int j = whole; j < count; j++) {
      float s = c[to + j];
      s = Math.fma(a0, b[b0 + j], s);
      s = Math.fma(a1, b[b1 + j], s);
      s = Math.fma(a2, b[b2 + j], s);
      s = Math.fma(a3, b[b3 + j], s);
      s = Math.fma(a4, b[b4 + j], s);
      s = Math.fma(a5, b[b5 + j], s);
      s = Math.fma(a6, b[b6 + j], s);
      s = Math.fma(a7, b[b7 + j], s);
      c[to + j] = s;
    }
  }

  private static void one(float x, float[] b, int from, float[] c, int to, int count) {
    for (int j = 0; j < count; j++) {
      c[to + j] = Math.fma(x, b[from + j], c[to + j]);
    }
  }
}
