package dev.adjoint.tensor;

/// The windows of a two-dimensional pooling: by default beside each other, without padding.
///
/// ```java
/// x.maxPool2d(Pool2dOptions.of(3).withStride(2).withPadding(1))
/// ```
///
/// @param kernelHeight rows of a window, at least 1
/// @param kernelWidth its columns
/// @param strideHeight rows from one window to the next, at least 1
/// @param strideWidth the same for columns
/// @param paddingHeight rows around the image, above and below, at most half of the kernel; they
///   count as −∞ for the maximum and as 0 for the average
/// @param paddingWidth the same for columns
/// @param dilationHeight rows from one row of a window to the next, at least 1
/// @param dilationWidth the same for columns
/// @param ceilMode whether windows that begin within the image or its left padding but reach beyond
///   its end count (PyTorch's `ceil_mode`)
public record Pool2dOptions(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int paddingHeight,
    int paddingWidth,
    int dilationHeight,
    int dilationWidth,
    boolean ceilMode) {

  /// Checks the ranges.
  public Pool2dOptions {
    requireAtLeast(1, "kernel", kernelHeight, kernelWidth);
    requireAtLeast(1, "stride", strideHeight, strideWidth);
    requireAtLeast(0, "padding", paddingHeight, paddingWidth);
    requireAtLeast(1, "dilation", dilationHeight, dilationWidth);
    if (2L * paddingHeight > kernelHeight || 2L * paddingWidth > kernelWidth) {
      throw new IllegalArgumentException(
          "pool2d: the padding must be at most half of the kernel but is %d×%d for a kernel of %d×%d; a window would contain only padding"
              .formatted(paddingHeight, paddingWidth, kernelHeight, kernelWidth));
    }
  }

  private static void requireAtLeast(int least, String what, int... values) {
    for (int value : values) {
      if (value < least) {
        throw new IllegalArgumentException(
            "pool2d: the %s must be at least %d but is %d; check the sizes of the window"
                .formatted(what, least, value));
      }
    }
  }

  /// Square windows beside each other.
  public static Pool2dOptions of(int kernel) {
    return of(kernel, kernel);
  }

  /// Windows of this number of rows and columns, without overlap.
  public static Pool2dOptions of(int height, int width) {
    return new Pool2dOptions(height, width, height, width, 0, 0, 1, 1, false);
  }

  /// The same with this stride along both axes.
  @CheckReturnValue
  public Pool2dOptions withStride(int stride) {
    return withStride(stride, stride);
  }

  /// The same with these strides.
  @CheckReturnValue
  public Pool2dOptions withStride(int height, int width) {
    return new Pool2dOptions(
        kernelHeight,
        kernelWidth,
        height,
        width,
        paddingHeight,
        paddingWidth,
        dilationHeight,
        dilationWidth,
        ceilMode);
  }

  /// The same with this padding on all four sides.
  @CheckReturnValue
  public Pool2dOptions withPadding(int padding) {
    return withPadding(padding, padding);
  }

  /// The same with `height` rows above and below and `width` columns before and after.
  @CheckReturnValue
  public Pool2dOptions withPadding(int height, int width) {
    return new Pool2dOptions(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        height,
        width,
        dilationHeight,
        dilationWidth,
        ceilMode);
  }

  /// The same with this dilation along both axes.
  @CheckReturnValue
  public Pool2dOptions withDilation(int dilation) {
    return withDilation(dilation, dilation);
  }

  /// The same with these dilations.
  @CheckReturnValue
  public Pool2dOptions withDilation(int height, int width) {
    return new Pool2dOptions(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        paddingHeight,
        paddingWidth,
        height,
        width,
        ceilMode);
  }

  /// The same with the windows that reach beyond the end.
  @CheckReturnValue
  public Pool2dOptions withCeilMode() {
    return new Pool2dOptions(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        paddingHeight,
        paddingWidth,
        dilationHeight,
        dilationWidth,
        true);
  }

  /// The kernel and what differs from the default, such as `3×3, stride 2×2, padding 1×1`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("%d×%d".formatted(kernelHeight, kernelWidth));
    add(text, "stride", strideHeight, strideWidth, kernelHeight, kernelWidth);
    add(text, "padding", paddingHeight, paddingWidth, 0, 0);
    add(text, "dilation", dilationHeight, dilationWidth, 1, 1);
    return text.append(ceilMode ? ", ceil mode" : "").toString();
  }

  private static void add(
      StringBuilder text, String name, int height, int width, int usualHeight, int usualWidth) {
    if (height != usualHeight || width != usualWidth) {
      text.append(", %s %d×%d".formatted(name, height, width));
    }
  }
}
