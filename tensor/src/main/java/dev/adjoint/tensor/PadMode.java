package dev.adjoint.tensor;

/// Where a frame around a tensor takes its numbers from. For a frame of one number see
/// [MovementOps#pad(double, int...)].
public enum PadMode {

  /// The axis continues as in a mirror that stands on its last element: `c b | a b c | b a`.
  REFLECT,

  /// The last element is repeated: `a a | a b c | c c`.
  REPLICATE,

  /// The axis begins again: `b c | a b c | a b`.
  CIRCULAR;

  /// The element of an axis of this size that is at index i, which may be outside.
  int source(int i, int size) {
    return switch (this) {
      case REFLECT -> i < 0 ? -i : i < size ? i : 2 * size - 2 - i;
      case REPLICATE -> Math.clamp(i, 0, size - 1);
      case CIRCULAR -> Math.floorMod(i, size);
    };
  }

  /// The largest frame at one end of an axis of this size.
  int most(int size) {
    return switch (this) {
      case REFLECT -> Math.max(size - 1, 0);
      case REPLICATE -> size == 0 ? 0 : Integer.MAX_VALUE;
      case CIRCULAR -> size;
    };
  }
}
