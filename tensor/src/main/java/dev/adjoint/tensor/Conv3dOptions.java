package dev.adjoint.tensor;

/// How the kernel of a three-dimensional convolution moves over a volume; by default one element at
/// a time, without padding, over all channels.
///
/// @param stride elements of the volume from one element of the result to the next, each at least 1
/// @param padding zeros before and after each axis, at least 0
/// @param dilation elements of the volume from one element of the kernel to the next, at least 1
/// @param groups the number of groups of channels; each group computes its own outputs
public record Conv3dOptions(Sizes3d stride, Sizes3d padding, Sizes3d dilation, int groups) {

  private static final Conv3dOptions STANDARD =
      new Conv3dOptions(Sizes3d.of(1), Sizes3d.of(0), Sizes3d.of(1), 1);

  /// Checks the ranges.
  public Conv3dOptions {
    Require.present("conv3d", "stride", stride);
    Require.present("conv3d", "padding", padding);
    Require.present("conv3d", "dilation", dilation);
    stride.require("conv3d", "stride", 1);
    padding.require("conv3d", "padding", 0);
    dilation.require("conv3d", "dilation", 1);
    if (groups < 1) {
      throw new IllegalArgumentException(
          "conv3d: the number of groups must be at least 1 but is %d; 1 is the default"
              .formatted(groups));
    }
  }

  /// Stride 1, no padding, dilation 1, one group.
  public static Conv3dOptions standard() {
    return STANDARD;
  }

  /// The same with another stride.
  @CheckReturnValue
  public Conv3dOptions withStride(Sizes3d steps) {
    return new Conv3dOptions(steps, padding, dilation, groups);
  }

  /// The same with another padding of zeros.
  @CheckReturnValue
  public Conv3dOptions withPadding(Sizes3d zeros) {
    return new Conv3dOptions(stride, zeros, dilation, groups);
  }

  /// The same with another dilation.
  @CheckReturnValue
  public Conv3dOptions withDilation(Sizes3d distance) {
    return new Conv3dOptions(stride, padding, distance, groups);
  }

  /// The same with the channels cut into this number of groups.
  @CheckReturnValue
  public Conv3dOptions withGroups(int count) {
    return new Conv3dOptions(stride, padding, dilation, count);
  }

  /// The same along height and width.
  Conv2dOptions plane() {
    return Conv2dOptions.standard()
        .withStride(stride.height(), stride.width())
        .withPadding(padding.height(), padding.width())
        .withDilation(dilation.height(), dilation.width())
        .withGroups(groups);
  }

  /// What differs from the default, such as `stride 2×2×2`; empty where nothing does.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    add(text, "stride", stride, 1);
    add(text, "padding", padding, 0);
    add(text, "dilation", dilation, 1);
    if (groups != 1) {
      text.append(text.isEmpty() ? "" : ", ").append("groups ").append(groups);
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String name, Sizes3d sizes, int usual) {
    if (!sizes.equals(Sizes3d.of(usual))) {
      text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(sizes);
    }
  }
}
