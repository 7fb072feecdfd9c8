package dev.adjoint.kernel.convolution.epilogue;

/// What happens to the results of a convolution after their last change, while they are in the
/// cache.
///
/// Each algorithm calls it once for every result, on the thread that computed it.
@FunctionalInterface
public interface Finish {
  /// Leaves the results as they are.
  Finish NONE = (image, from, to, first, count) -> {};

  /// Finishes results of the channels `from` to `to` of an image: in each plane, `count` neighbours
  /// from number `first` on.
  void run(int image, int from, int to, int first, int count);

  /// Finishes results that are not stored yet, if it can: `pixels` vectors from `from` on, whose
  /// lanes are the channels from `channel` on. If it returns true, [#run] must not be called for
  /// them.
  default boolean inLanes(float[] vectors, int from, int pixels, int channel) {
    return false;
  }
}
