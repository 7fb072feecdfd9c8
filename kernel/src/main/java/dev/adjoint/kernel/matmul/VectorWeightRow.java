package dev.adjoint.kernel.matmul;

import static dev.adjoint.kernel.vector.VectorTranspose.HIGH_1;
import static dev.adjoint.kernel.vector.VectorTranspose.HIGH_2;
import static dev.adjoint.kernel.vector.VectorTranspose.HIGH_4;
import static dev.adjoint.kernel.vector.VectorTranspose.HIGH_8;
import static dev.adjoint.kernel.vector.VectorTranspose.LOW_1;
import static dev.adjoint.kernel.vector.VectorTranspose.LOW_2;
import static dev.adjoint.kernel.vector.VectorTranspose.LOW_4;
import static dev.adjoint.kernel.vector.VectorTranspose.LOW_8;

import dev.adjoint.kernel.tune.Processor;
import dev.adjoint.kernel.vector.VectorRegisters;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.ReadAhead;
import dev.adjoint.kernel.work.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// One row times a transposed matrix, `c[n] = a[k] · b[k, n]` where the columns of b have no gaps,
/// in F32: the layer with weights `[out, in]` on one example.
///
/// Squares of 16 outputs by 16 steps of k are transposed in registers, see `VectorTranspose`, and
/// multiplied at once. A transpose through memory takes twice as long. An Intel processor reads
/// weights that are in no near cache from memory first, because it prefetches 16 short rows at a
/// time badly (GPT-2 decodes 5 to 10 % faster); on AMD this costs a fifth. This class is only for
/// vectors of 512 bits: with narrower vectors, the transposes would take more instructions than the
/// multiplications.
final class VectorWeightRow {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = 16;

  /// The number of weights from which they come from memory or the third-level cache.
  private static final int LARGE = 1 << 19;

  private static final boolean INTEL = Processor.current().isIntel();

  private VectorWeightRow() {}

  /// Whether a product of this form is computed by this algorithm.
  static boolean suits(MatrixProduct p) {
    return VectorRegisters.LANES == LANES
        && p.m() == 1
        && p.bRow() == 1
        && p.bColumn() > 1
        && p.aColumn() == 1
        && p.n() >= LANES
        && p.k() >= LANES;
  }

  static void run(
      MatrixProduct p, float[] a, int aStart, float[] b, int bStart, float[] c, int cStart) {
    int n = p.n();
    int wide = Math.max(PieceSize.READ / p.k() / LANES, 1) * LANES;
    boolean readsAhead = INTEL && (long) n * p.k() > LARGE;
    RowSharing.run(
        1,
        p.k(),
        n,
        Math.ceilDiv(n, wide),
        piece -> {
          int end = Math.min(n, (piece + 1) * wide);
          float[] read = Scratch.borrow(1);
          for (int j = piece * wide; j < end; j += LANES) {
            // The last strip ends with the last output and may overlap the strip before.
            int left = Math.min(j, n - LANES);
            int at = bStart + left * p.bColumn();
            if (readsAhead) {
              read[0] = ReadAhead.inParts(b, at, (LANES - 1) * p.bColumn() + p.k());
            }
            strip(a, aStart, b, at, p.bColumn(), p.k(), c, cStart + left);
          }
          Scratch.giveBack(read);
        });
  }

  private static void strip(
      float[] a, int aStart, float[] b, int bStart, int step, int depth, float[] c, int cStart) {
    FloatVector total = FloatVector.zero(SPECIES);
    FloatVector sum = total;
    int whole = depth & -LANES;
    for (int k = 0; k < whole; k += LANES) {
      if (k % MatrixProduct.BLOCK == 0 && k > 0) {
        total = k == MatrixProduct.BLOCK ? sum : VectorRegisters.ONE.fma(sum, total);
        sum = FloatVector.zero(SPECIES);
      }
      int at = bStart + k;
      FloatVector r0 = FloatVector.fromArray(SPECIES, b, at);
      FloatVector r1 = FloatVector.fromArray(SPECIES, b, at + step);
      FloatVector r2 = FloatVector.fromArray(SPECIES, b, at + 2 * step);
      FloatVector r3 = FloatVector.fromArray(SPECIES, b, at + 3 * step);
      FloatVector r4 = FloatVector.fromArray(SPECIES, b, at + 4 * step);
      FloatVector r5 = FloatVector.fromArray(SPECIES, b, at + 5 * step);
      FloatVector r6 = FloatVector.fromArray(SPECIES, b, at + 6 * step);
      FloatVector r7 = FloatVector.fromArray(SPECIES, b, at + 7 * step);
      FloatVector r8 = FloatVector.fromArray(SPECIES, b, at + 8 * step);
      FloatVector r9 = FloatVector.fromArray(SPECIES, b, at + 9 * step);
      FloatVector r10 = FloatVector.fromArray(SPECIES, b, at + 10 * step);
      FloatVector r11 = FloatVector.fromArray(SPECIES, b, at + 11 * step);
      FloatVector r12 = FloatVector.fromArray(SPECIES, b, at + 12 * step);
      FloatVector r13 = FloatVector.fromArray(SPECIES, b, at + 13 * step);
      FloatVector r14 = FloatVector.fromArray(SPECIES, b, at + 14 * step);
      FloatVector r15 = FloatVector.fromArray(SPECIES, b, at + 15 * step);
      FloatVector s0 = LOW_8.selectFrom(r0, r8);
      FloatVector s8 = HIGH_8.selectFrom(r0, r8);
      FloatVector s1 = LOW_8.selectFrom(r1, r9);
      FloatVector s9 = HIGH_8.selectFrom(r1, r9);
      FloatVector s2 = LOW_8.selectFrom(r2, r10);
      FloatVector s10 = HIGH_8.selectFrom(r2, r10);
      FloatVector s3 = LOW_8.selectFrom(r3, r11);
      FloatVector s11 = HIGH_8.selectFrom(r3, r11);
      FloatVector s4 = LOW_8.selectFrom(r4, r12);
      FloatVector s12 = HIGH_8.selectFrom(r4, r12);
      FloatVector s5 = LOW_8.selectFrom(r5, r13);
      FloatVector s13 = HIGH_8.selectFrom(r5, r13);
      FloatVector s6 = LOW_8.selectFrom(r6, r14);
      FloatVector s14 = HIGH_8.selectFrom(r6, r14);
      FloatVector s7 = LOW_8.selectFrom(r7, r15);
      FloatVector s15 = HIGH_8.selectFrom(r7, r15);
      FloatVector t0 = LOW_4.selectFrom(s0, s4);
      FloatVector t4 = HIGH_4.selectFrom(s0, s4);
      FloatVector t1 = LOW_4.selectFrom(s1, s5);
      FloatVector t5 = HIGH_4.selectFrom(s1, s5);
      FloatVector t2 = LOW_4.selectFrom(s2, s6);
      FloatVector t6 = HIGH_4.selectFrom(s2, s6);
      FloatVector t3 = LOW_4.selectFrom(s3, s7);
      FloatVector t7 = HIGH_4.selectFrom(s3, s7);
      FloatVector t8 = LOW_4.selectFrom(s8, s12);
      FloatVector t12 = HIGH_4.selectFrom(s8, s12);
      FloatVector t9 = LOW_4.selectFrom(s9, s13);
      FloatVector t13 = HIGH_4.selectFrom(s9, s13);
      FloatVector t10 = LOW_4.selectFrom(s10, s14);
      FloatVector t14 = HIGH_4.selectFrom(s10, s14);
      FloatVector t11 = LOW_4.selectFrom(s11, s15);
      FloatVector t15 = HIGH_4.selectFrom(s11, s15);
      FloatVector u0 = LOW_2.selectFrom(t0, t2);
      FloatVector u2 = HIGH_2.selectFrom(t0, t2);
      FloatVector u1 = LOW_2.selectFrom(t1, t3);
      FloatVector u3 = HIGH_2.selectFrom(t1, t3);
      FloatVector u4 = LOW_2.selectFrom(t4, t6);
      FloatVector u6 = HIGH_2.selectFrom(t4, t6);
      FloatVector u5 = LOW_2.selectFrom(t5, t7);
      FloatVector u7 = HIGH_2.selectFrom(t5, t7);
      FloatVector u8 = LOW_2.selectFrom(t8, t10);
      FloatVector u10 = HIGH_2.selectFrom(t8, t10);
      FloatVector u9 = LOW_2.selectFrom(t9, t11);
      FloatVector u11 = HIGH_2.selectFrom(t9, t11);
      FloatVector u12 = LOW_2.selectFrom(t12, t14);
      FloatVector u14 = HIGH_2.selectFrom(t12, t14);
      FloatVector u13 = LOW_2.selectFrom(t13, t15);
      FloatVector u15 = HIGH_2.selectFrom(t13, t15);
      FloatVector v0 = LOW_1.selectFrom(u0, u1);
      FloatVector v1 = HIGH_1.selectFrom(u0, u1);
      FloatVector v2 = LOW_1.selectFrom(u2, u3);
      FloatVector v3 = HIGH_1.selectFrom(u2, u3);
      FloatVector v4 = LOW_1.selectFrom(u4, u5);
      FloatVector v5 = HIGH_1.selectFrom(u4, u5);
      FloatVector v6 = LOW_1.selectFrom(u6, u7);
      FloatVector v7 = HIGH_1.selectFrom(u6, u7);
      FloatVector v8 = LOW_1.selectFrom(u8, u9);
      FloatVector v9 = HIGH_1.selectFrom(u8, u9);
      FloatVector v10 = LOW_1.selectFrom(u10, u11);
      FloatVector v11 = HIGH_1.selectFrom(u10, u11);
      FloatVector v12 = LOW_1.selectFrom(u12, u13);
      FloatVector v13 = HIGH_1.selectFrom(u12, u13);
      FloatVector v14 = LOW_1.selectFrom(u14, u15);
      FloatVector v15 = HIGH_1.selectFrom(u14, u15);
      int x = aStart + k;
      sum = FloatVector.broadcast(SPECIES, a[x]).fma(v0, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 1]).fma(v1, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 2]).fma(v2, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 3]).fma(v3, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 4]).fma(v4, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 5]).fma(v5, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 6]).fma(v6, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 7]).fma(v7, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 8]).fma(v8, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 9]).fma(v9, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 10]).fma(v10, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 11]).fma(v11, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 12]).fma(v12, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 13]).fma(v13, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 14]).fma(v14, sum);
      sum = FloatVector.broadcast(SPECIES, a[x + 15]).fma(v15, sum);
    }
    if (whole == depth) {
      (depth <= MatrixProduct.BLOCK ? sum : VectorRegisters.ONE.fma(sum, total))
          .intoArray(c, cStart);
      return;
    }
    float[] sums = sum.toArray();
    float[] totals = total.toArray();
    for (int k = whole; k < depth; k++) {
      boolean begins = k % MatrixProduct.BLOCK == 0 && k > 0;
      for (int lane = 0; lane < LANES; lane++) {
        if (begins) {
          totals[lane] = k == MatrixProduct.BLOCK ? sums[lane] : totals[lane] + sums[lane];
          sums[lane] = 0;
        }
        sums[lane] = Math.fma(a[aStart + k], b[bStart + lane * step + k], sums[lane]);
      }
    }
    for (int lane = 0; lane < LANES; lane++) {
      boolean one = depth <= MatrixProduct.BLOCK;
      c[cStart + lane] = one ? sums[lane] : totals[lane] + sums[lane];
    }
  }
}
