package dev.adjoint.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors this processor works with best, at most 16 lanes wide.
///
/// The vector loops of this package write every step out: a vector that is handed to a method that
/// the JVM does not inline would be an object on the heap. They end with the scalar function for
/// the elements that fill no vector, so an output may be its own input.
final class Lanes {
  static final VectorSpecies<Float> FLOATS = floats();
  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  static final int COUNT = FLOATS.length();

  /// The number of each lane, from 0.
  static final FloatVector PLACES = FloatVector.zero(FLOATS).addIndex(1);

  private Lanes() {}

  private static VectorSpecies<Float> floats() {
    VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
    return preferred.length() <= 16 ? preferred : FloatVector.SPECIES_512;
  }

  /// The largest multiple of the lane count that is not above n.
  static int whole(int n) {
    return n & -COUNT;
  }
}
