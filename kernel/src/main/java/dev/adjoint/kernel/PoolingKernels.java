package dev.adjoint.kernel;

/// Pooling over windows of planes: the largest element, or the average.
///
/// All views are in C order: inputs `[planes, height, width]`, results `[planes, outHeight,
/// outWidth]`; F32 and F64.
public sealed interface PoolingKernels permits Kernels {

  /// y is the largest element of each window, and `places` (I32) says where in its plane it was:
  /// the first of equal ones in the order of rows; where there is NaN, the last of them. A window
  /// without elements gives −∞ at place 0.
  void maxPool(PoolWindows windows, View x, View y, View places);

  /// `gx[place] += g` over the windows in their order, gx starting at +0: the transpose of
  /// [#maxPoolPick].
  void maxPoolScatter(PoolWindows windows, View g, View places, View gx);

  /// `y = x[place]` for each window.
  void maxPoolPick(PoolWindows windows, View x, View places, View y);

  /// The sum over each window in the order of rows, one chain from +0, divided by `divisor`, or
  /// where that is 0 by the number of elements of the window: with `countPadding` those in the
  /// padding too. No window has dilation.
  void averagePool(PoolWindows windows, boolean countPadding, int divisor, View x, View y);

  /// `gx += g / number` for each element of each window, over the windows in their order, gx
  /// starting at +0: the transpose of [#averagePool].
  void averagePoolSpread(PoolWindows windows, boolean countPadding, int divisor, View g, View gx);
}
