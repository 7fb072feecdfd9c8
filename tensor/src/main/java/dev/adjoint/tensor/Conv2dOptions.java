package dev.adjoint.tensor;

/// How the kernel of a two-dimensional convolution moves over the image; by default one element at
/// a time, without padding, over all channels.
///
/// ```java
/// x.conv2d(weight, Conv2dOptions.standard().withStride(2).withPadding(1))
/// ```
///
/// @param strideHeight rows of the image from one row of the result to the next, at least 1
/// @param strideWidth the same for columns
/// @param top rows of zeros above the image, at least 0
/// @param bottom rows of zeros below it
/// @param left columns of zeros before the image
/// @param right columns of zeros after it
/// @param dilationHeight rows of the image from one row of the kernel to the next, at least 1
/// @param dilationWidth the same for columns
/// @param groups the number of groups of channels; each group computes its own outputs
public record Conv2dOptions(
    int strideHeight,
    int strideWidth,
    int top,
    int bottom,
    int left,
    int right,
    int dilationHeight,
    int dilationWidth,
    int groups) {

  private static final Conv2dOptions STANDARD = new Conv2dOptions(1, 1, 0, 0, 0, 0, 1, 1, 1);

  /// Checks the ranges.
  public Conv2dOptions {
    requireAtLeast(1, "stride", strideHeight, strideWidth);
    requireAtLeast(0, "padding", top, bottom, left, right);
    requireAtLeast(1, "dilation", dilationHeight, dilationWidth);
    requireAtLeast(1, "number of groups", groups);
  }

  private static void requireAtLeast(int least, String what, int... values) {
    for (int value : values) {
      if (value < least) {
        throw new IllegalArgumentException(
            "conv2d: the %s must be at least %d but is %d; %d is the default"
                .formatted(what, least, value, least));
      }
    }
  }

  /// Stride 1, no padding, dilation 1, one group.
  public static Conv2dOptions standard() {
    return STANDARD;
  }

  /// The same with this stride along both axes.
  @CheckReturnValue
  public Conv2dOptions withStride(int stride) {
    return withStride(stride, stride);
  }

  /// The same with these strides.
  @CheckReturnValue
  public Conv2dOptions withStride(int height, int width) {
    return new Conv2dOptions(
        height, width, top, bottom, left, right, dilationHeight, dilationWidth, groups);
  }

  /// The same with this number of zeros on all four sides.
  @CheckReturnValue
  public Conv2dOptions withPadding(int padding) {
    return withPadding(padding, padding);
  }

  /// The same with `height` rows of zeros above and below and `width` columns before and after.
  @CheckReturnValue
  public Conv2dOptions withPadding(int height, int width) {
    return withPadding(height, height, width, width);
  }

  /// The same with a separate padding for each side.
  @CheckReturnValue
  public Conv2dOptions withPadding(int above, int below, int before, int after) {
    return new Conv2dOptions(
        strideHeight,
        strideWidth,
        above,
        below,
        before,
        after,
        dilationHeight,
        dilationWidth,
        groups);
  }

  /// The same with the padding with which a kernel of this size and stride 1 keeps the size of the
  /// image; where it cannot be even, the larger half is below and after (PyTorch's `same`).
  @CheckReturnValue
  public Conv2dOptions withSamePadding(int kernelHeight, int kernelWidth) {
    int rows = dilationHeight * (kernelHeight - 1);
    int columns = dilationWidth * (kernelWidth - 1);
    return withPadding(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
  }

  /// The same with this dilation along both axes.
  @CheckReturnValue
  public Conv2dOptions withDilation(int dilation) {
    return withDilation(dilation, dilation);
  }

  /// The same with these dilations.
  @CheckReturnValue
  public Conv2dOptions withDilation(int height, int width) {
    return new Conv2dOptions(
        strideHeight, strideWidth, top, bottom, left, right, height, width, groups);
  }

  /// The same with the channels cut into this number of groups.
  @CheckReturnValue
  public Conv2dOptions withGroups(int count) {
    return new Conv2dOptions(
        strideHeight, strideWidth, top, bottom, left, right, dilationHeight, dilationWidth, count);
  }

  /// What differs from the default, such as `stride 2, padding 1`; empty where nothing does.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    add(text, "stride", 1, strideHeight, strideWidth);
    if (top == bottom && left == right) {
      add(text, "padding", 0, top, left);
    } else {
      add(text, "padding", 0, top, bottom, left, right);
    }
    add(text, "dilation", 1, dilationHeight, dilationWidth);
    if (groups != 1) {
      add(text, "groups", 1, groups);
    }
    return text.toString();
  }

  /// One number where all are equal, else `1×2`; nothing where all are the default.
  private static void add(StringBuilder text, String name, int usual, int... values) {
    boolean equal = true;
    for (int value : values) {
      equal &= value == values[0];
    }
    if (equal && values[0] == usual) {
      return;
    }
    text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(values[0]);
    for (int i = 1; i < values.length && !equal; i++) {
      text.append('×').append(values[i]);
    }
  }
}
