package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Copies the rows of a tile that was computed in scratch memory, because it extends past the edge
/// of the result, to the part of the result that it covers.
public final class VectorTileRows {
  private static final VectorSpecies<Float> SPECIES = VectorRegisters.SPECIES;
  private static final int LANES = VectorRegisters.LANES;

  private VectorTileRows() {}

  /// Copies `rows` rows of `count` columns, up to [VectorTiles#WIDTH]. Row r of the tile begins at
  /// `from + r·WIDTH`, row r of y at `to + r·step`. The columns after them are neither read nor
  /// written.
  public static void store(
      float[] tile, int from, int rows, int count, float[] y, int to, int step) {
    VectorMask<Float> left = SPECIES.indexInRange(0, count);
    VectorMask<Float> right = SPECIES.indexInRange(LANES, Math.max(count, LANES));
    int source = from;
    int target = to;
    for (int row = 0; row < rows; row++) {
      FloatVector.fromArray(SPECIES, tile, source, left).intoArray(y, target, left);
      if (count > LANES) {
        FloatVector.fromArray(SPECIES, tile, source + LANES, right)
            .intoArray(y, target + LANES, right);
      }
      source += VectorTiles.WIDTH;
      target += step;
    }
  }
}
