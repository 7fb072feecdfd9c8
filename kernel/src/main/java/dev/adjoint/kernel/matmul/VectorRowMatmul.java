package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// One row times a matrix whose rows have no gaps, `c[n] = a[k] · b[k, n]`, in F32.
///
/// Strips of columns are summed in registers. The last strip ends with the last column, so it may
/// overlap the strip before. The repeated columns get the same bits again.
final class VectorRowMatmul {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  private VectorRowMatmul() {}

  static void run(MatrixProduct p, float[] a, float[] b, float[] c) {
    int width = p.n() >= 8 * LANES ? 8 * LANES : p.n() >= 4 * LANES ? 4 * LANES : LANES;
    int across = Math.ceilDiv(p.n(), width);
    int strips = p.batches() * across;
    int group = Math.clamp((long) PieceSize.READ / ((long) width * p.k()), 1, strips);
    RowSharing.run(
        p.batches(),
        p.k(),
        p.n(),
        Math.ceilDiv(strips, group),
        piece -> {
          int end = Math.min(strips, (piece + 1) * group);
          for (int strip = piece * group; strip < end; strip++) {
            int batch = strip / across;
            int left = Math.max(Math.min(strip % across * width, p.n() - width), 0);
            strip(
                p,
                width,
                a,
                p.aOffset(batch),
                b,
                p.bOffset(batch) + left,
                c,
                p.cOffset(batch) + left);
          }
        });
  }

  private static void strip(
      MatrixProduct p,
      int width,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      float[] c,
      int cStart) {
    if (width == 8 * LANES) {
      eight(p, a, aStart, b, bStart, c, cStart);
    } else if (width == 4 * LANES) {
      four(p, a, aStart, b, bStart, c, cStart);
    } else if (p.n() >= LANES) {
      one(p, a, aStart, b, bStart, c, cStart);
    } else {
      narrow(p, a, aStart, b, bStart, c, cStart);
    }
  }

  private static void eight(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    FloatVector t0 = FloatVector.zero(SPECIES);
    FloatVector t1 = FloatVector.zero(SPECIES);
    FloatVector t2 = FloatVector.zero(SPECIES);
    FloatVector t3 = FloatVector.zero(SPECIES);
    FloatVector t4 = FloatVector.zero(SPECIES);
    FloatVector t5 = FloatVector.zero(SPECIES);
    FloatVector t6 = FloatVector.zero(SPECIES);
    FloatVector t7 = FloatVector.zero(SPECIES);
    int at = bStart;
    for (int from = 0; from < p.k(); from += MatrixProduct.BLOCK) {
      int end = Math.min(p.k(), from + MatrixProduct.BLOCK);
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = FloatVector.zero(SPECIES);
      FloatVector s2 = FloatVector.zero(SPECIES);
      FloatVector s3 = FloatVector.zero(SPECIES);
      FloatVector s4 = FloatVector.zero(SPECIES);
      FloatVector s5 = FloatVector.zero(SPECIES);
      FloatVector s6 = FloatVector.zero(SPECIES);
      FloatVector s7 = FloatVector.zero(SPECIES);
      for (int k = from; k < end; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, a[aStart + k * p.aColumn()]);
        s0 = x.fma(FloatVector.fromArray(SPECIES, b, at), s0);
        s1 = x.fma(FloatVector.fromArray(SPECIES, b, at + LANES), s1);
        s2 = x.fma(FloatVector.fromArray(SPECIES, b, at + 2 * LANES), s2);
        s3 = x.fma(FloatVector.fromArray(SPECIES, b, at + 3 * LANES), s3);
        s4 = x.fma(FloatVector.fromArray(SPECIES, b, at + 4 * LANES), s4);
        s5 = x.fma(FloatVector.fromArray(SPECIES, b, at + 5 * LANES), s5);
        s6 = x.fma(FloatVector.fromArray(SPECIES, b, at + 6 * LANES), s6);
        s7 = x.fma(FloatVector.fromArray(SPECIES, b, at + 7 * LANES), s7);
        at += p.bRow();
      }
      t0 = from == 0 ? s0 : VectorRegisters.ONE.fma(s0, t0);
      t1 = from == 0 ? s1 : VectorRegisters.ONE.fma(s1, t1);
      t2 = from == 0 ? s2 : VectorRegisters.ONE.fma(s2, t2);
      t3 = from == 0 ? s3 : VectorRegisters.ONE.fma(s3, t3);
      t4 = from == 0 ? s4 : VectorRegisters.ONE.fma(s4, t4);
      t5 = from == 0 ? s5 : VectorRegisters.ONE.fma(s5, t5);
      t6 = from == 0 ? s6 : VectorRegisters.ONE.fma(s6, t6);
      t7 = from == 0 ? s7 : VectorRegisters.ONE.fma(s7, t7);
    }
    t0.intoArray(c, cStart);
    t1.intoArray(c, cStart + LANES);
    t2.intoArray(c, cStart + 2 * LANES);
    t3.intoArray(c, cStart + 3 * LANES);
    t4.intoArray(c, cStart + 4 * LANES);
    t5.intoArray(c, cStart + 5 * LANES);
    t6.intoArray(c, cStart + 6 * LANES);
    t7.intoArray(c, cStart + 7 * LANES);
  }

  private static void four(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    FloatVector t0 = FloatVector.zero(SPECIES);
    FloatVector t1 = FloatVector.zero(SPECIES);
    FloatVector t2 = FloatVector.zero(SPECIES);
    FloatVector t3 = FloatVector.zero(SPECIES);
    int at = bStart;
    for (int from = 0; from < p.k(); from += MatrixProduct.BLOCK) {
      int end = Math.min(p.k(), from + MatrixProduct.BLOCK);
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = FloatVector.zero(SPECIES);
      FloatVector s2 = FloatVector.zero(SPECIES);
      FloatVector s3 = FloatVector.zero(SPECIES);
      for (int k = from; k < end; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, a[aStart + k * p.aColumn()]);
        s0 = x.fma(FloatVector.fromArray(SPECIES, b, at), s0);
        s1 = x.fma(FloatVector.fromArray(SPECIES, b, at + LANES), s1);
        s2 = x.fma(FloatVector.fromArray(SPECIES, b, at + 2 * LANES), s2);
        s3 = x.fma(FloatVector.fromArray(SPECIES, b, at + 3 * LANES), s3);
        at += p.bRow();
      }
      t0 = from == 0 ? s0 : VectorRegisters.ONE.fma(s0, t0);
      t1 = from == 0 ? s1 : VectorRegisters.ONE.fma(s1, t1);
      t2 = from == 0 ? s2 : VectorRegisters.ONE.fma(s2, t2);
      t3 = from == 0 ? s3 : VectorRegisters.ONE.fma(s3, t3);
    }
    t0.intoArray(c, cStart);
    t1.intoArray(c, cStart + LANES);
    t2.intoArray(c, cStart + 2 * LANES);
    t3.intoArray(c, cStart + 3 * LANES);
  }

  private static void one(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    FloatVector t0 = FloatVector.zero(SPECIES);
    int at = bStart;
    for (int from = 0; from < p.k(); from += MatrixProduct.BLOCK) {
      int end = Math.min(p.k(), from + MatrixProduct.BLOCK);
      FloatVector s0 = FloatVector.zero(SPECIES);
      for (int k = from; k < end; k++) {
        FloatVector x = FloatVector.broadcast(SPECIES, a[aStart + k * p.aColumn()]);
        s0 = x.fma(FloatVector.fromArray(SPECIES, b, at), s0);
        at += p.bRow();
      }
      t0 = from == 0 ? s0 : VectorRegisters.ONE.fma(s0, t0);
    }
    t0.intoArray(c, cStart);
  }

  /// A product with fewer columns than lanes. The other lanes hold the elements of b that follow,
  /// or old values of the scratch memory, and are discarded.
  private static void narrow(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    float[] scratch = Scratch.borrow(2 * LANES);
    FloatVector total = FloatVector.zero(SPECIES);
    for (int from = 0; from < p.k(); from += MatrixProduct.BLOCK) {
      int end = Math.min(p.k(), from + MatrixProduct.BLOCK);
      FloatVector s = FloatVector.zero(SPECIES);
      for (int k = from; k < end; k++) {
        float[] row = b;
        int at = bStart + k * p.bRow();
        if (at + LANES > b.length) {
          System.arraycopy(b, at, scratch, 0, p.n());
          row = scratch;
          at = 0;
        }
        FloatVector x = FloatVector.broadcast(SPECIES, a[aStart + k * p.aColumn()]);
        s = x.fma(FloatVector.fromArray(SPECIES, row, at), s);
      }
      total = from == 0 ? s : VectorRegisters.ONE.fma(s, total);
    }
    total.intoArray(scratch, LANES);
    System.arraycopy(scratch, LANES, c, cStart, p.n());
    Scratch.giveBack(scratch);
  }
}
