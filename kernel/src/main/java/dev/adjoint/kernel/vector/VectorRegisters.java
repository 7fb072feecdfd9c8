package dev.adjoint.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vector registers of this processor, as used by the tiles of products and convolutions.
public final class VectorRegisters {
  /// The widest vector of floats that the processor processes at full speed.
  public static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /// The number of floats in a register.
  public static final int LANES = SPECIES.length();

  /// The number of vector registers: 32 with AVX-512 and on 64-bit ARM, else 16.
  public static final int COUNT =
      LANES == 16 || System.getProperty("os.arch", "").equals("aarch64") ? 32 : 16;

  /// `ONE.fma(x, sum)` is `x + sum`, for two vectors that a loop carries: see [VectorLanes] why
  /// neither of them can be the receiver.
  public static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1f);

  private VectorRegisters() {}
}
