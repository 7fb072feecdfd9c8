package dev.adjoint.tensor;

/// One number for each axis of a volume, such as the steps of a kernel.
///
/// @param depth along the third axis from the end
/// @param height along the second axis from the end
/// @param width along the last axis
public record Sizes3d(int depth, int height, int width) {

  /// The same number along all axes.
  public static Sizes3d of(int size) {
    return new Sizes3d(size, size, size);
  }

  /// Refuses a number below `least`.
  void require(String operation, String what, int least) {
    if (Math.min(depth, Math.min(height, width)) < least) {
      throw new IllegalArgumentException(
          "%s: the %s must be at least %d but is %s; %d is the default"
              .formatted(operation, what, least, this, least));
    }
  }

  /// `2×3×3`.
  @Override
  public String toString() {
    return "%d×%d×%d".formatted(depth, height, width);
  }
}
