package dev.adjoint.tensor;

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
}
