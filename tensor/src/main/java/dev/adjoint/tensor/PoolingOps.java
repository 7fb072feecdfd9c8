package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.pooling.AvgPool2dOp;
import dev.adjoint.tensor.op.pooling.MaxPool2dOp;

/// Poolings over windows of images `[N, C, H, W]`, or of one image `[C, H, W]`.
public sealed interface PoolingOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// The largest element of each square window; the windows do not overlap.
  ///
  /// @throws ShapeException if this is not an image or a batch of images, or no window fits
  default Tensor maxPool2d(int kernel) {
    return maxPool2d(Pool2dOptions.of(kernel));
  }

  /// The largest element of each window, NaN where there is one; the first of equal ones gets the
  /// gradient.
  ///
  /// @throws ShapeException if this is not an image or a batch of images, no window fits, or one
  ///   sees the padding alone
  default Tensor maxPool2d(Pool2dOptions windows) {
    Require.present("maxPool2d", "windows", windows);
    return Tensor.apply(new MaxPool2dOp(windows), self());
  }

  /// The average of each square window; the windows do not overlap.
  ///
  /// @throws ShapeException if this is not an image or a batch of images, or no window fits
  default Tensor avgPool2d(int kernel) {
    return avgPool2d(Pool2dOptions.of(kernel));
  }

  /// The average of each window; the zeros of the padding count.
  ///
  /// @throws ShapeException if this is not an image or a batch of images, or no window fits
  default Tensor avgPool2d(Pool2dOptions windows) {
    return avgPool2d(windows, true);
  }

  /// The average of each window.
  ///
  /// @param countIncludePad whether the zeros of the padding count
  /// @throws ShapeException if this is not an image or a batch of images, or no window fits
  default Tensor avgPool2d(Pool2dOptions windows, boolean countIncludePad) {
    Require.present("avgPool2d", "windows", windows);
    return Tensor.apply(new AvgPool2dOp(windows, countIncludePad, 0), self());
  }

  /// The sum of each window, divided by this number, which is at least 1.
  ///
  /// @throws ShapeException if this is not an image or a batch of images, or no window fits
  default Tensor avgPool2d(Pool2dOptions windows, int divisor) {
    Require.present("avgPool2d", "windows", windows);
    if (divisor < 1) {
      throw new IllegalArgumentException(
          "avg pool2d: the divisor is %d but must be at least 1; leave it out to divide by the number of elements"
              .formatted(divisor));
    }
    return Tensor.apply(new AvgPool2dOp(windows, true, divisor), self());
  }

  /// Averages over windows chosen so that the result has this number of rows and columns; 1 × 1 is
  /// the average over the whole image.
  ///
  /// @throws ShapeException if this is not an image or a batch of images
  default Tensor adaptiveAvgPool2d(int height, int width) {
    return AdaptivePool.average(self(), height, width);
  }

  /// The largest element of each window of volumes `[N, C, D, H, W]` or `[C, D, H, W]`; the first
  /// of equal ones gets the gradient. The maximum of each plane is taken first, then along the
  /// depth.
  ///
  /// @throws ShapeException if this is not a volume or a batch of volumes, no window fits, or one
  ///   sees the padding alone
  default Tensor maxPool3d(Pool3dOptions windows) {
    Require.present("maxPool3d", "windows", windows);
    return ThreadContext.named(
        "maxPool3d", () -> Pooling.volume("max pool3d", self(), windows, Tensor::maxPool2d));
  }

  /// The average of each window of volumes, over the planes first and then along the depth.
  ///
  /// @param countIncludePad whether the zeros of the padding count
  /// @throws ShapeException if this is not a volume or a batch of volumes, or no window fits
  default Tensor avgPool3d(Pool3dOptions windows, boolean countIncludePad) {
    Require.present("avgPool3d", "windows", windows);
    return ThreadContext.named(
        "avgPool3d",
        () ->
            Pooling.volume(
                "avg pool3d",
                self(),
                windows,
                (images, plane) -> images.avgPool2d(plane, countIncludePad)));
  }

  /// Averages over windows chosen so that the last axes get these sizes: one size for sequences
  /// `[N, C, L]`, three for volumes. Along an axis of n elements, window i of m goes from `⌊i·n/m⌋`
  /// to `⌈(i + 1)·n/m⌉`.
  ///
  /// @throws ShapeException if there are not one or two axes before them
  default Tensor adaptiveAvgPool(int... sizes) {
    Require.present("adaptiveAvgPool", "sizes", sizes);
    return ThreadContext.named("adaptiveAvgPool", () -> Pooling.adaptiveAverage(self(), sizes));
  }

  /// The largest elements of the windows of [#adaptiveAvgPool], with their indices; the first of
  /// equal ones gets the gradient.
  ///
  /// @throws ShapeException if there are not one or two axes before them
  default Pooled adaptiveMaxPool(int... sizes) {
    Require.present("adaptiveMaxPool", "sizes", sizes);
    return ThreadContext.named("adaptiveMaxPool", () -> Pooling.adaptiveLargest(self(), sizes));
  }

  /// [#maxPool2d(Pool2dOptions)] with the index of each chosen element in its plane.
  default Pooled maxPool2dWithIndices(Pool2dOptions windows) {
    Require.present("maxPool2dWithIndices", "windows", windows);
    return ThreadContext.named("maxPool2dWithIndices", () -> Pooling.largest(self(), windows));
  }

  /// [#maxPool3d] with the index of each chosen element in its volume.
  default Pooled maxPool3dWithIndices(Pool3dOptions windows) {
    Require.present("maxPool3dWithIndices", "windows", windows);
    return ThreadContext.named("maxPool3dWithIndices", () -> Pooling.largest(self(), windows));
  }

  /// The partial inverse of a pooling by maximum: each element at its index in a plane of zeros.
  /// Where several elements have one index, their mean (PyTorch keeps any one of them; after a
  /// pooling they are equal).
  ///
  /// @param indices I64 in the shape of this, such as [Pooled#indices]
  /// @param sizes the last axes of the result
  /// @throws ShapeException if the indices do not fit
  /// @throws IndexException naming the first index outside of a plane
  default Tensor maxUnpool(Tensor indices, int... sizes) {
    Require.present("maxUnpool", "indices", indices);
    Require.present("maxUnpool", "sizes", sizes);
    return ThreadContext.named("maxUnpool", () -> Pooling.unpooled(self(), indices, sizes));
  }
}
