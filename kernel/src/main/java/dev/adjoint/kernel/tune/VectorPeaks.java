package dev.adjoint.kernel.tune;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Loops whose speed is the limit of one thread: multiply–adds from registers, and streams over
/// memory.
public final class VectorPeaks {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;
  private static final int ROUNDS = 100_000;

  /// Enough chains to hide the latency of two units, and few enough for 16 registers.
  private static final int CHAINS = 12;

  /// The operations of one call of [#multiplyAdd], two for each multiply–add.
  public static final double OPERATIONS = 2.0 * CHAINS * LANES * ROUNDS;

  private VectorPeaks() {}

  /// The vector width in bits, as used by products and convolutions.
  public static int bits() {
    return LANES * Float.SIZE;
  }

  /// The number of vector registers that the tiles count on.
  public static int registers() {
    return VectorRegisters.COUNT;
  }

  /// Independent chains hide the latency; none leaves its register.
  public static void multiplyAdd() {
    FloatVector m = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector c = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a0 = m;
    FloatVector a1 = c;
    FloatVector a2 = m;
    FloatVector a3 = c;
    FloatVector a4 = m;
    FloatVector a5 = c;
    FloatVector a6 = m;
    FloatVector a7 = c;
    FloatVector a8 = m;
    FloatVector a9 = c;
    FloatVector b0 = m;
    FloatVector b1 = c;
    for (int i = 0; i < ROUNDS; i++) {
      a0 = m.fma(a0, c);
      a1 = m.fma(a1, c);
      a2 = m.fma(a2, c);
      a3 = m.fma(a3, c);
      a4 = m.fma(a4, c);
      a5 = m.fma(a5, c);
      a6 = m.fma(a6, c);
      a7 = m.fma(a7, c);
      a8 = m.fma(a8, c);
      a9 = m.fma(a9, c);
      b0 = m.fma(b0, c);
      b1 = m.fma(b1, c);
    }
    FloatVector sum = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).add(a8).add(a9);
    requireFinite(sum.add(b0).add(b1).reduceLanes(VectorOperators.ADD));
  }

  /// Reads and writes the array `sweeps` times.
  public static void change(float[] array, int sweeps) {
    FloatVector m = FloatVector.broadcast(SPECIES, 0.999f);
    for (int sweep = 0; sweep < sweeps; sweep++) {
      for (int i = 0; i <= array.length - LANES; i += LANES) {
        FloatVector.fromArray(SPECIES, array, i).mul(m).intoArray(array, i);
      }
    }
  }

  /// Reads the array `sweeps` times.
  public static void read(float[] array, int sweeps) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int sweep = 0; sweep < sweeps; sweep++) {
      for (int i = 0; i <= array.length - 4 * LANES; i += 4 * LANES) {
        a = a.add(FloatVector.fromArray(SPECIES, array, i));
        b = b.add(FloatVector.fromArray(SPECIES, array, i + LANES));
        c = c.add(FloatVector.fromArray(SPECIES, array, i + 2 * LANES));
        d = d.add(FloatVector.fromArray(SPECIES, array, i + 3 * LANES));
      }
    }
    requireFinite(a.add(b).add(c).add(d).reduceLanes(VectorOperators.ADD));
  }

  /// Uses a result, so that the compiler cannot leave out the work.
  private static void requireFinite(float result) {
    if (!Float.isFinite(result)) {
      throw new IllegalStateException("peaks: the sum became " + result);
    }
  }
}
