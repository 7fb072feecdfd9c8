package dev.adjoint.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors that are fastest on this processor, at most 16 lanes wide.
///
/// Vector loops write every step out, because a vector that is passed to a method that the JVM does
/// not inline would be an object on the heap. For the same reason a vector that a loop carries from
/// one step to the next is an argument, as in `sum = x.add(sum)`, and never the receiver: the
/// compiler knows the class of a vector that was loaded in the same step, but that of a carried one
/// only if it has seen the call in the interpreter, which depends on how busy it was. The loops end
/// with the scalar function for the elements that fill no vector, so an output may be the same
/// array as its input.
public final class VectorLanes {
  public static final VectorSpecies<Float> FLOATS = floats();
  public static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  public static final int COUNT = FLOATS.length();

  /// The number of each lane, from 0.
  public static final FloatVector PLACES = FloatVector.zero(FLOATS).addIndex(1);

  private VectorLanes() {}

  private static VectorSpecies<Float> floats() {
    VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
    return preferred.length() <= 16 ? preferred : FloatVector.SPECIES_512;
  }

  /// The largest multiple of the lane count that is at most n.
  public static int whole(int n) {
    return n & -COUNT;
  }
}
