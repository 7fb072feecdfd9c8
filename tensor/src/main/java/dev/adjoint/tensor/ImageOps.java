package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;

/// Other sizes of images, sequences and volumes, and their patches. All are linear in x, so their
/// derivatives are the transposes, of any order.
public sealed interface ImageOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// The axes after `[N, C]` with other sizes, each element computed from its neighbours along each
  /// axis (`torch.nn.functional.interpolate` with `size`).
  ///
  /// @param alignCorners whether the outermost elements keep their positions; without it the
  ///   outermost borders do. The nearest modes do not ask
  /// @param sizes one for each axis after the channels
  /// @throws ShapeException if there is not one size for each of them, or one is below 1
  default Tensor interpolate(Interpolation mode, boolean alignCorners, int... sizes) {
    Require.present("interpolate", "mode", mode);
    Require.present("interpolate", "sizes", sizes);
    return ThreadContext.named(
        "interpolate", () -> Framed.interpolated(self(), mode, alignCorners, sizes));
  }

  /// The patches of images as columns (`torch.nn.functional.unfold`): x `[N, C, H, W]`, result `[N,
  /// C·KH·KW, L]` with a column for each of the L positions of the kernel, in the order of rows.
  ///
  /// @param options stride, padding and dilation; one group
  /// @throws ShapeException if x is not a batch of images, or the kernel does not fit
  default Tensor unfold(int kernelHeight, int kernelWidth, Conv2dOptions options) {
    Require.present("unfold", "options", options);
    return ThreadContext.named(
        "unfold", () -> Framed.unfolded(self(), kernelHeight, kernelWidth, options));
  }

  /// Patches added up to images of this size, the transpose of [#unfold]: x `[N, C·KH·KW, L]`,
  /// result `[N, C, height, width]`.
  ///
  /// @param options stride, padding and dilation; one group
  /// @throws ShapeException if x does not have a column for each position of the kernel
  default Tensor fold(
      int height, int width, int kernelHeight, int kernelWidth, Conv2dOptions options) {
    Require.present("fold", "options", options);
    return ThreadContext.named(
        "fold", () -> Framed.folded(self(), height, width, kernelHeight, kernelWidth, options));
  }
}
