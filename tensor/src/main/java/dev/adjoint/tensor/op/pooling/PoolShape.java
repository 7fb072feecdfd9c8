package dev.adjoint.tensor.op.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;

/// The shape rule of the poolings: images `[N, C, H, W]` or `[C, H, W]`, where the last two axes
/// change.
///
/// `OH = ⌊(H + 2·padding − dilation·(KH − 1) − 1) / stride⌋ + 1`, rounded up in ceil mode, but
/// without a window that would begin after the image and its left padding. Windows that see the
/// padding alone, as a dilation can make them, are refused (PyTorch: −∞ as their maximum).
final class PoolShape {

  private PoolShape() {}

  /// The windows over images of this shape.
  static PoolWindows windows(String label, Shape x, Pool2dOptions o) {
    if (x.rank() != 3 && x.rank() != 4) {
      throw new ShapeException(
          label,
          "x must be images [N, C, H, W] or one image [C, H, W] but is %s; reshape it"
              .formatted(x));
    }
    int height = x.size(-2);
    int width = x.size(-1);
    int planes = x.rank() == 4 ? x.size(0) * x.size(1) : x.size(0);
    int outHeight =
        size(
            height,
            o.kernelHeight(),
            o.strideHeight(),
            o.paddingHeight(),
            o.dilationHeight(),
            o.ceilMode());
    int outWidth =
        size(
            width,
            o.kernelWidth(),
            o.strideWidth(),
            o.paddingWidth(),
            o.dilationWidth(),
            o.ceilMode());
    if (outHeight < 1 || outWidth < 1) {
      throw new ShapeException(
          label,
          "no window of %s fits into images of %d×%d (x %s); use a smaller kernel or more padding"
              .formatted(o, height, width, x));
    }
    requireImage(
        label,
        x,
        o,
        "row",
        height,
        outHeight,
        o.kernelHeight(),
        o.strideHeight(),
        o.paddingHeight(),
        o.dilationHeight());
    requireImage(
        label,
        x,
        o,
        "column",
        width,
        outWidth,
        o.kernelWidth(),
        o.strideWidth(),
        o.paddingWidth(),
        o.dilationWidth());
    return new PoolWindows(
        planes,
        height,
        width,
        outHeight,
        outWidth,
        o.kernelHeight(),
        o.kernelWidth(),
        o.strideHeight(),
        o.strideWidth(),
        o.paddingHeight(),
        o.paddingWidth(),
        o.dilationHeight(),
        o.dilationWidth());
  }

  private static int size(
      int size, int kernel, int stride, int padding, int dilation, boolean ceil) {
    long room = size + 2L * padding - (long) dilation * (kernel - 1) - 1;
    if (room < 0) {
      return 0;
    }
    long windows = (room + (ceil ? stride - 1 : 0)) / stride + 1;
    return (int) (ceil && (windows - 1) * stride >= size + padding ? windows - 1 : windows);
  }

  /// Refuses a window that sees the padding alone: its maximum would be −∞, its average 0 / 0. With
  /// the padding at most half of the kernel, that needs a dilation or an image without rows.
  private static void requireImage(
      String label,
      Shape x,
      Pool2dOptions o,
      String axis,
      int size,
      int windows,
      int kernel,
      int stride,
      int padding,
      int dilation) {
    for (int window = 0; window < windows; window++) {
      int start = window * stride - padding;
      // The first position of the window that is not before the image.
      int skipped = start < 0 ? Math.ceilDiv(-start, dilation) : 0;
      if (skipped >= kernel || start + skipped * dilation >= size) {
        throw new ShapeException(
            label,
            "the windows of %s %d of the result see the padding alone (windows %s, x %s); use less dilation or padding"
                .formatted(axis, window, o, x));
      }
      if (start >= 0) {
        return;
      }
    }
  }

  /// The shape of the result.
  static Shape result(Shape x, PoolWindows windows) {
    int[] sizes = x.toArray();
    sizes[sizes.length - 2] = windows.outHeight();
    sizes[sizes.length - 1] = windows.outWidth();
    return Shape.of(sizes);
  }
}
