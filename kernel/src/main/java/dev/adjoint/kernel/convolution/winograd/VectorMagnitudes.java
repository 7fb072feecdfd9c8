package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// [MagnitudeScan] with the Vector API.
public final class VectorMagnitudes {
  private static final VectorSpecies<Float> FLOATS = VectorRegisters.SPECIES;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  private VectorMagnitudes() {}

  /// As [MagnitudeScan#raise].
  public static void raise(int[] to, float[] from, int start, int count) {
    int end = FLOATS.loopBound(count);
    for (int i = 0; i < end; i += FLOATS.length()) {
      IntVector bits =
          FloatVector.fromArray(FLOATS, from, start + i).reinterpretAsInts().and(Integer.MAX_VALUE);
      IntVector.fromArray(INTS, to, i).max(bits).intoArray(to, i);
    }
    for (int i = end; i < count; i++) {
      to[i] = Math.max(to[i], MagnitudeScan.bits(from[start + i]));
    }
  }
}
