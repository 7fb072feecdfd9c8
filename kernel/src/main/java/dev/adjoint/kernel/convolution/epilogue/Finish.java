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
}
