package dev.adjoint.kernel.convolution.winograd;

import static dev.adjoint.kernel.convolution.winograd.Winograd.A;
import static dev.adjoint.kernel.convolution.winograd.Winograd.A2;
import static dev.adjoint.kernel.convolution.winograd.Winograd.A3;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_A;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_B;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_ZERO;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B2;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B3;
import static dev.adjoint.kernel.convolution.winograd.Winograd.PRODUCT;
import static dev.adjoint.kernel.convolution.winograd.Winograd.SEEN;
import static dev.adjoint.kernel.convolution.winograd.Winograd.SUM;
import static dev.adjoint.kernel.convolution.winograd.Winograd.TILE;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The transforms to and from the values of [Winograd], each in one direction; bit for bit those of
/// [ScalarWinograd].
///
/// All data is a sequence of vectors of channels or outputs. The code is unrolled by hand because a
/// vector must not cross a method boundary, see `VectorTiles`.
final class VectorWinogradTransforms {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  /// The distance from one tile to the next: its values and space for one more.
  static final int TILE_STEP = (Winograd.VALUES + 1) * LANES;

  private VectorWinogradTransforms() {}

  /// `Bᵀ · d` of the six rows at r0 to r5, `count` floats of each. Row i of the result is at `to +
  /// i · step`.
  static void imageDown(
      float[] s, int r0, int r1, int r2, int r3, int r4, int r5, int count, int to, int step) {
    FloatVector minusB2 = FloatVector.broadcast(SPECIES, -B2);
    FloatVector minusA2 = FloatVector.broadcast(SPECIES, -A2);
    FloatVector minusSum = FloatVector.broadcast(SPECIES, -SUM);
    FloatVector product = FloatVector.broadcast(SPECIES, PRODUCT);
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector minusA = FloatVector.broadcast(SPECIES, -A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector minusB = FloatVector.broadcast(SPECIES, -B);
    for (int i = 0; i < count; i += LANES) {
      FloatVector d0 = FloatVector.fromArray(SPECIES, s, r0 + i);
      FloatVector d1 = FloatVector.fromArray(SPECIES, s, r1 + i);
      FloatVector d2 = FloatVector.fromArray(SPECIES, s, r2 + i);
      FloatVector d3 = FloatVector.fromArray(SPECIES, s, r3 + i);
      FloatVector d4 = FloatVector.fromArray(SPECIES, s, r4 + i);
      FloatVector d5 = FloatVector.fromArray(SPECIES, s, r5 + i);
      product.fma(d0, minusSum.fma(d2, d4)).intoArray(s, to + i);
      FloatVector even = minusB2.fma(d2, d4);
      FloatVector odd = minusB2.fma(d1, d3);
      a.fma(odd, even).intoArray(s, to + step + i);
      minusA.fma(odd, even).intoArray(s, to + 2 * step + i);
      FloatVector evenB = minusA2.fma(d2, d4);
      FloatVector oddB = minusA2.fma(d1, d3);
      b.fma(oddB, evenB).intoArray(s, to + 3 * step + i);
      minusB.fma(oddB, evenB).intoArray(s, to + 4 * step + i);
      product.fma(d1, minusSum.fma(d3, d5)).intoArray(s, to + 5 * step + i);
    }
  }

  /// `· B` of the tiles of six rows, from `from + i · step` on. The values of each tile are
  /// contiguous from `to` on; those of the next tile begin [#TILE_STEP] later.
  static void imageAcross(float[] s, int from, int step, int tiles, int to) {
    FloatVector minusB2 = FloatVector.broadcast(SPECIES, -B2);
    FloatVector minusA2 = FloatVector.broadcast(SPECIES, -A2);
    FloatVector minusSum = FloatVector.broadcast(SPECIES, -SUM);
    FloatVector product = FloatVector.broadcast(SPECIES, PRODUCT);
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector minusA = FloatVector.broadcast(SPECIES, -A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector minusB = FloatVector.broadcast(SPECIES, -B);
    for (int tile = 0; tile < tiles; tile++) {
      int at = from + tile * TILE * LANES;
      int out = to + tile * TILE_STEP;
      for (int i = 0; i < SEEN; i++) {
        FloatVector d0 = FloatVector.fromArray(SPECIES, s, at);
        FloatVector d1 = FloatVector.fromArray(SPECIES, s, at + LANES);
        FloatVector d2 = FloatVector.fromArray(SPECIES, s, at + 2 * LANES);
        FloatVector d3 = FloatVector.fromArray(SPECIES, s, at + 3 * LANES);
        FloatVector d4 = FloatVector.fromArray(SPECIES, s, at + 4 * LANES);
        FloatVector d5 = FloatVector.fromArray(SPECIES, s, at + 5 * LANES);
        product.fma(d0, minusSum.fma(d2, d4)).intoArray(s, out);
        FloatVector even = minusB2.fma(d2, d4);
        FloatVector odd = minusB2.fma(d1, d3);
        a.fma(odd, even).intoArray(s, out + LANES);
        minusA.fma(odd, even).intoArray(s, out + 2 * LANES);
        FloatVector evenB = minusA2.fma(d2, d4);
        FloatVector oddB = minusA2.fma(d1, d3);
        b.fma(oddB, evenB).intoArray(s, out + 3 * LANES);
        minusB.fma(oddB, evenB).intoArray(s, out + 4 * LANES);
        product.fma(d1, minusSum.fma(d3, d5)).intoArray(s, out + 5 * LANES);
        at += step;
        out += SEEN * LANES;
      }
    }
  }

  /// `Aᵀ · m · A` of one row of tiles in the layout of [#imageAcross]. The result is four rows of
  /// `columns` pixels from `to` on. The intermediate values overwrite m.
  static void result(float[] s, int from, int columns, int to) {
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
    FloatVector a3 = FloatVector.broadcast(SPECIES, A3);
    FloatVector b3 = FloatVector.broadcast(SPECIES, B3);
    int tile = from;
    for (int first = 0; first < columns; first += TILE) {
      int at = tile;
      for (int j = 0; j < SEEN; j++) {
        FloatVector m0 = FloatVector.fromArray(SPECIES, s, at);
        FloatVector m1 = FloatVector.fromArray(SPECIES, s, at + SEEN * LANES);
        FloatVector m2 = FloatVector.fromArray(SPECIES, s, at + 2 * SEEN * LANES);
        FloatVector m3 = FloatVector.fromArray(SPECIES, s, at + 3 * SEEN * LANES);
        FloatVector m4 = FloatVector.fromArray(SPECIES, s, at + 4 * SEEN * LANES);
        FloatVector m5 = FloatVector.fromArray(SPECIES, s, at + 5 * SEEN * LANES);
        FloatVector even = m1.add(m2);
        FloatVector odd = m1.sub(m2);
        FloatVector evenB = m3.add(m4);
        FloatVector oddB = m3.sub(m4);
        m0.add(even.add(evenB)).intoArray(s, at);
        a.fma(odd, b.mul(oddB)).intoArray(s, at + SEEN * LANES);
        a2.fma(even, b2.mul(evenB)).intoArray(s, at + 2 * SEEN * LANES);
        a3.fma(odd, b3.fma(oddB, m5)).intoArray(s, at + 3 * SEEN * LANES);
        at += LANES;
      }
      int left = columns - first;
      at = tile;
      int out = to + first * LANES;
      for (int i = 0; i < TILE; i++) {
        FloatVector m0 = FloatVector.fromArray(SPECIES, s, at);
        FloatVector m1 = FloatVector.fromArray(SPECIES, s, at + LANES);
        FloatVector m2 = FloatVector.fromArray(SPECIES, s, at + 2 * LANES);
        FloatVector m3 = FloatVector.fromArray(SPECIES, s, at + 3 * LANES);
        FloatVector m4 = FloatVector.fromArray(SPECIES, s, at + 4 * LANES);
        FloatVector m5 = FloatVector.fromArray(SPECIES, s, at + 5 * LANES);
        FloatVector even = m1.add(m2);
        FloatVector odd = m1.sub(m2);
        FloatVector evenB = m3.add(m4);
        FloatVector oddB = m3.sub(m4);
        m0.add(even.add(evenB)).intoArray(s, out);
        if (left > 1) {
          a.fma(odd, b.mul(oddB)).intoArray(s, out + LANES);
        }
        if (left > 2) {
          a2.fma(even, b2.mul(evenB)).intoArray(s, out + 2 * LANES);
        }
        if (left > 3) {
          a3.fma(odd, b3.fma(oddB, m5)).intoArray(s, out + 3 * LANES);
        }
        at += SEEN * LANES;
        out += columns * LANES;
      }
      tile += TILE_STEP;
    }
  }

  /// `G · w · Gᵀ`: tap t of w is at `from + t · tapStep`, 18 vectors from `half` on are working
  /// memory, value f goes to `v[to + f · step]`.
  static void kernel(float[] s, int from, int tapStep, int half, float[] v, int to, int step) {
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector minusA = FloatVector.broadcast(SPECIES, -A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector minusB = FloatVector.broadcast(SPECIES, -B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
    FloatVector atZero = FloatVector.broadcast(SPECIES, AT_ZERO);
    FloatVector atA = FloatVector.broadcast(SPECIES, AT_A);
    FloatVector atB = FloatVector.broadcast(SPECIES, AT_B);
    for (int j = 0; j < 3; j++) {
      int at = half + j * LANES;
      FloatVector w0 = FloatVector.fromArray(SPECIES, s, from + j * tapStep);
      FloatVector w1 = FloatVector.fromArray(SPECIES, s, from + (3 + j) * tapStep);
      FloatVector w2 = FloatVector.fromArray(SPECIES, s, from + (6 + j) * tapStep);
      atZero.mul(w0).intoArray(s, at);
      FloatVector even = a2.fma(w2, w0);
      atA.mul(a.fma(w1, even)).intoArray(s, at + 3 * LANES);
      atA.mul(minusA.fma(w1, even)).intoArray(s, at + 6 * LANES);
      FloatVector evenB = b2.fma(w2, w0);
      atB.mul(b.fma(w1, evenB)).intoArray(s, at + 9 * LANES);
      atB.mul(minusB.fma(w1, evenB)).intoArray(s, at + 12 * LANES);
      w2.intoArray(s, at + 15 * LANES);
    }
    for (int i = 0; i < SEEN; i++) {
      int at = half + 3 * i * LANES;
      int out = to + SEEN * i * step;
      FloatVector w0 = FloatVector.fromArray(SPECIES, s, at);
      FloatVector w1 = FloatVector.fromArray(SPECIES, s, at + LANES);
      FloatVector w2 = FloatVector.fromArray(SPECIES, s, at + 2 * LANES);
      atZero.mul(w0).intoArray(v, out);
      FloatVector even = a2.fma(w2, w0);
      atA.mul(a.fma(w1, even)).intoArray(v, out + step);
      atA.mul(minusA.fma(w1, even)).intoArray(v, out + 2 * step);
      FloatVector evenB = b2.fma(w2, w0);
      atB.mul(b.fma(w1, evenB)).intoArray(v, out + 3 * step);
      atB.mul(minusB.fma(w1, evenB)).intoArray(v, out + 4 * step);
      w2.intoArray(v, out + 5 * step);
    }
  }

  /// Adds the `count` numbers at `values[at]`, at most a vector, to each of `pixels` vectors.
  static void add(float[] s, int from, int pixels, float[] values, int at, int count) {
    FloatVector bias = FloatVector.fromArray(SPECIES, values, at, SPECIES.indexInRange(0, count));
    for (int i = 0; i < pixels * LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, s, from + i).add(bias).intoArray(s, from + i);
    }
  }
}
