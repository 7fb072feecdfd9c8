package dev.adjoint.tensor;

/// The windows of a three-dimensional pooling: by default beside each other, without padding.
///
/// @param kernel the sizes of a window, each at least 1
/// @param stride elements from one window to the next, each at least 1
/// @param padding elements around the volume, at most half of the kernel; they count as −∞ for the
///   maximum and as 0 for the average
/// @param dilation elements from one element of a window to the next, at least 1
/// @param ceilMode whether windows that begin within the volume but reach beyond its end count
public record Pool3dOptions(
    Sizes3d kernel, Sizes3d stride, Sizes3d padding, Sizes3d dilation, boolean ceilMode) {

  /// Checks the ranges; those of the plane and of the depth are the rules of [Pool2dOptions].
  public Pool3dOptions {
    Require.present("pool3d", "kernel", kernel);
    Require.present("pool3d", "stride", stride);
    Require.present("pool3d", "padding", padding);
    Require.present("pool3d", "dilation", dilation);
    kernel.require("pool3d", "kernel", 1);
    stride.require("pool3d", "stride", 1);
    padding.require("pool3d", "padding", 0);
    dilation.require("pool3d", "dilation", 1);
    if (2L * padding.depth() > kernel.depth()
        || 2L * padding.height() > kernel.height()
        || 2L * padding.width() > kernel.width()) {
      throw new IllegalArgumentException(
          "pool3d: the padding must be at most half of the kernel but is %s for a kernel of %s; a window would contain only padding"
              .formatted(padding, kernel));
    }
  }

  /// Windows of this size along all axes, beside each other.
  public static Pool3dOptions of(int kernel) {
    return of(Sizes3d.of(kernel));
  }

  /// Windows of these sizes, beside each other.
  public static Pool3dOptions of(Sizes3d kernel) {
    return new Pool3dOptions(kernel, kernel, Sizes3d.of(0), Sizes3d.of(1), false);
  }

  /// The same with another stride.
  @CheckReturnValue
  public Pool3dOptions withStride(Sizes3d steps) {
    return new Pool3dOptions(kernel, steps, padding, dilation, ceilMode);
  }

  /// The same with another padding.
  @CheckReturnValue
  public Pool3dOptions withPadding(Sizes3d frame) {
    return new Pool3dOptions(kernel, stride, frame, dilation, ceilMode);
  }

  /// The same with another dilation.
  @CheckReturnValue
  public Pool3dOptions withDilation(Sizes3d distance) {
    return new Pool3dOptions(kernel, stride, padding, distance, ceilMode);
  }

  /// The same with the windows that reach beyond the end.
  @CheckReturnValue
  public Pool3dOptions withCeilMode() {
    return new Pool3dOptions(kernel, stride, padding, dilation, true);
  }

  /// The windows along height and width.
  Pool2dOptions plane() {
    return new Pool2dOptions(
        kernel.height(),
        kernel.width(),
        stride.height(),
        stride.width(),
        padding.height(),
        padding.width(),
        dilation.height(),
        dilation.width(),
        ceilMode);
  }

  /// The windows along the depth, as rows of images of which each column stands alone.
  Pool2dOptions depth() {
    return new Pool2dOptions(
        kernel.depth(), 1, stride.depth(), 1, padding.depth(), 0, dilation.depth(), 1, ceilMode);
  }

  /// The kernel and what differs from the default.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(kernel.toString());
    text.append(stride.equals(kernel) ? "" : ", stride " + stride);
    text.append(padding.equals(Sizes3d.of(0)) ? "" : ", padding " + padding);
    text.append(dilation.equals(Sizes3d.of(1)) ? "" : ", dilation " + dilation);
    return text.append(ceilMode ? ", ceil mode" : "").toString();
  }
}
