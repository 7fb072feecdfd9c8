package dev.adjoint.kernel.convolution.winograd;

import static dev.adjoint.kernel.convolution.winograd.Winograd.A;
import static dev.adjoint.kernel.convolution.winograd.Winograd.A2;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_A;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_B;
import static dev.adjoint.kernel.convolution.winograd.Winograd.AT_ZERO;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B;
import static dev.adjoint.kernel.convolution.winograd.Winograd.B2;
import static dev.adjoint.kernel.convolution.winograd.Winograd.SEEN;
import static dev.adjoint.kernel.convolution.winograd.Winograd.TILE;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The transforms that the gradient for the weight needs besides [VectorWinogradTransforms]: from
/// the gradient of the results to its values, and from values to weights; bit for bit those of
/// [ScalarWinogradWeight].
final class VectorWinogradWeightTransforms {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  private VectorWinogradWeightTransforms() {}

  /// `A · g` of the four rows at r0 to r3, `count` floats of each. Row i of the result is at `to +
  /// i · step`.
  static void gradientDown(float[] s, int r0, int r1, int r2, int r3, int count, int to, int step) {
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector minusA = FloatVector.broadcast(SPECIES, -A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector minusB = FloatVector.broadcast(SPECIES, -B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
    for (int i = 0; i < count; i += LANES) {
      FloatVector g0 = FloatVector.fromArray(SPECIES, s, r0 + i);
      FloatVector g1 = FloatVector.fromArray(SPECIES, s, r1 + i);
      FloatVector g2 = FloatVector.fromArray(SPECIES, s, r2 + i);
      FloatVector g3 = FloatVector.fromArray(SPECIES, s, r3 + i);
      g0.intoArray(s, to + i);
      FloatVector even = a2.fma(g2, g0);
      FloatVector odd = a2.fma(g3, g1);
      a.fma(odd, even).intoArray(s, to + step + i);
      minusA.fma(odd, even).intoArray(s, to + 2 * step + i);
      FloatVector evenB = b2.fma(g2, g0);
      FloatVector oddB = b2.fma(g3, g1);
      b.fma(oddB, evenB).intoArray(s, to + 3 * step + i);
      minusB.fma(oddB, evenB).intoArray(s, to + 4 * step + i);
      g3.intoArray(s, to + 5 * step + i);
    }
  }

  /// `· Aᵀ` of the tiles of six rows, from `from + i · step` on. The result has the layout that
  /// [VectorWinogradTransforms#imageAcross] writes.
  static void gradientAcross(float[] s, int from, int step, int tiles, int to) {
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector minusA = FloatVector.broadcast(SPECIES, -A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector minusB = FloatVector.broadcast(SPECIES, -B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
    for (int tile = 0; tile < tiles; tile++) {
      int at = from + tile * TILE * LANES;
      int out = to + tile * VectorWinogradTransforms.TILE_STEP;
      for (int i = 0; i < SEEN; i++) {
        FloatVector g0 = FloatVector.fromArray(SPECIES, s, at);
        FloatVector g1 = FloatVector.fromArray(SPECIES, s, at + LANES);
        FloatVector g2 = FloatVector.fromArray(SPECIES, s, at + 2 * LANES);
        FloatVector g3 = FloatVector.fromArray(SPECIES, s, at + 3 * LANES);
        g0.intoArray(s, out);
        FloatVector even = a2.fma(g2, g0);
        FloatVector odd = a2.fma(g3, g1);
        a.fma(odd, even).intoArray(s, out + LANES);
        minusA.fma(odd, even).intoArray(s, out + 2 * LANES);
        FloatVector evenB = b2.fma(g2, g0);
        FloatVector oddB = b2.fma(g3, g1);
        b.fma(oddB, evenB).intoArray(s, out + 3 * LANES);
        minusB.fma(oddB, evenB).intoArray(s, out + 4 * LANES);
        g3.intoArray(s, out + 5 * LANES);
        at += step;
        out += SEEN * LANES;
      }
    }
  }

  /// `Gᵀ · u · G`: value f of u is at `u[from + f · step]`, 18 vectors of s from `half` on are
  /// working memory, and the nine weights are stored side by side from `s[to]` on.
  static void weight(float[] u, int from, int step, float[] s, int half, int to) {
    FloatVector a = FloatVector.broadcast(SPECIES, A);
    FloatVector b = FloatVector.broadcast(SPECIES, B);
    FloatVector a2 = FloatVector.broadcast(SPECIES, A2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, B2);
    FloatVector atZero = FloatVector.broadcast(SPECIES, AT_ZERO);
    FloatVector atA = FloatVector.broadcast(SPECIES, AT_A);
    FloatVector atB = FloatVector.broadcast(SPECIES, AT_B);
    for (int j = 0; j < SEEN; j++) {
      int at = from + j * step;
      int out = half + j * LANES;
      FloatVector u0 = FloatVector.fromArray(SPECIES, u, at);
      FloatVector u1 = FloatVector.fromArray(SPECIES, u, at + SEEN * step);
      FloatVector u2 = FloatVector.fromArray(SPECIES, u, at + 2 * SEEN * step);
      FloatVector u3 = FloatVector.fromArray(SPECIES, u, at + 3 * SEEN * step);
      FloatVector u4 = FloatVector.fromArray(SPECIES, u, at + 4 * SEEN * step);
      FloatVector u5 = FloatVector.fromArray(SPECIES, u, at + 5 * SEEN * step);
      FloatVector even = atA.mul(u1.add(u2));
      FloatVector odd = atA.mul(u1.sub(u2));
      FloatVector evenB = atB.mul(u3.add(u4));
      FloatVector oddB = atB.mul(u3.sub(u4));
      atZero.fma(u0, even.add(evenB)).intoArray(s, out);
      a.fma(odd, b.mul(oddB)).intoArray(s, out + SEEN * LANES);
      a2.fma(even, b2.fma(evenB, u5)).intoArray(s, out + 2 * SEEN * LANES);
    }
    for (int i = 0; i < 3; i++) {
      int at = half + i * SEEN * LANES;
      int out = to + 3 * i * LANES;
      FloatVector u0 = FloatVector.fromArray(SPECIES, s, at);
      FloatVector u1 = FloatVector.fromArray(SPECIES, s, at + LANES);
      FloatVector u2 = FloatVector.fromArray(SPECIES, s, at + 2 * LANES);
      FloatVector u3 = FloatVector.fromArray(SPECIES, s, at + 3 * LANES);
      FloatVector u4 = FloatVector.fromArray(SPECIES, s, at + 4 * LANES);
      FloatVector u5 = FloatVector.fromArray(SPECIES, s, at + 5 * LANES);
      FloatVector even = atA.mul(u1.add(u2));
      FloatVector odd = atA.mul(u1.sub(u2));
      FloatVector evenB = atB.mul(u3.add(u4));
      FloatVector oddB = atB.mul(u3.sub(u4));
      atZero.fma(u0, even.add(evenB)).intoArray(s, out);
      a.fma(odd, b.mul(oddB)).intoArray(s, out + LANES);
      a2.fma(even, b2.fma(evenB, u5)).intoArray(s, out + 2 * LANES);
    }
  }

  /// Adds the `count` floats, whole vectors, from `from` on to those from `to` on.
  static void add(float[] s, int from, int count, int to) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, s, to + i);
      sum.add(FloatVector.fromArray(SPECIES, s, from + i)).intoArray(s, to + i);
    }
  }
}
