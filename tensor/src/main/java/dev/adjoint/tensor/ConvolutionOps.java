package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.convolution.Conv2dOp;

/// Convolutions over images `[N, C, H, W]`, or over one image `[C, H, W]`.
public sealed interface ConvolutionOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// The two-dimensional convolution (cross-correlation, as everywhere in deep learning) with
  /// stride 1 and without padding: this `[N, C, H, W]`, weight `[O, C, KH, KW]`, result `[N, O, H −
  /// KH + 1, W − KW + 1]`.
  ///
  /// @throws ShapeException if the weight does not fit the channels or the image
  default Tensor conv2d(Tensor weight) {
    return conv2d(weight, Conv2dOptions.standard());
  }

  /// The same, plus `bias[o]` on every element of output o.
  ///
  /// @throws ShapeException if the weight does not fit the channels or the image, or the bias not
  ///   the weight
  default Tensor conv2d(Tensor weight, Tensor bias) {
    return conv2d(weight, bias, Conv2dOptions.standard());
  }

  /// The convolution with a stride, padding, dilation or groups: weight `[O, C/groups, KH, KW]`,
  /// result `[N, O, OH, OW]` with `OH = ⌊(H + padding − dilation·(KH − 1) − 1) / stride⌋ + 1`,
  /// padding being that of both sides, and likewise OW. Details: `Conv2d` in the source.
  ///
  /// @throws ShapeException if the weight does not fit the channels or the image
  default Tensor conv2d(Tensor weight, Conv2dOptions options) {
    Require.present("conv2d", "weight", weight);
    Require.present("conv2d", "options", options);
    return convolve(options, self(), weight);
  }

  /// The same, plus `bias[o]` on every element of output o.
  ///
  /// @throws ShapeException if the weight does not fit the channels or the image, or the bias not
  ///   the weight
  default Tensor conv2d(Tensor weight, Tensor bias, Conv2dOptions options) {
    Require.present("conv2d", "weight", weight);
    Require.present("conv2d", "bias", bias);
    Require.present("conv2d", "options", options);
    return convolve(options, self(), weight, bias);
  }

  /// A batch of images without a channel axis looks like one image; says what to do.
  private static void requireChannels(Conv2dOptions options, Shape x, Shape weight) {
    if (weight.rank() == 4 && weight.size(1) * options.groups() == 1 && x.size(0) != 1) {
      throw new ShapeException(
          "conv2d",
          "x %s was read as one image with %d channels but the weight %s takes 1; give %d images a channel axis by x.unsqueeze(1), in a Sequential by new Unsqueeze(1)"
              .formatted(x, x.size(0), weight, x.size(0)));
    }
  }

  private static Tensor convolve(Conv2dOptions options, Tensor... inputs) {
    boolean single = inputs[0].shape().rank() == 3;
    if (single) {
      requireChannels(options, inputs[0].shape(), inputs[1].shape());
      inputs[0] = inputs[0].unsqueeze(0);
    }
    Tensor images = Tensor.apply(new Conv2dOp(options), inputs);
    return single ? images.squeeze(0) : images;
  }

  /// The transposed convolution, which increases the size (`conv_transpose2d`): this `[N, I, H, W]`
  /// or `[I, H, W]`, weight `[I, O/groups, KH, KW]`, result `[N, O, OH, OW]` with `OH = (H −
  /// 1)·stride − padding + dilation·(KH − 1) + extraHeight + 1`, padding being that of both sides.
  ///
  /// @param extraHeight rows added below (`output_padding`), at least 0 and less than the stride or
  ///   the dilation
  /// @param extraWidth columns added after
  /// @throws ShapeException if the weight does not fit the channels, or the result has no elements
  default Tensor convTranspose2d(
      Tensor weight, Conv2dOptions options, int extraHeight, int extraWidth) {
    Require.present("convTranspose2d", "weight", weight);
    Require.present("convTranspose2d", "options", options);
    return ThreadContext.named(
        "convTranspose2d",
        () -> ConvolutionShapes.transposed(self(), weight, options, extraHeight, extraWidth));
  }

  /// The three-dimensional convolution: this `[N, C, D, H, W]` or `[C, D, H, W]`, weight `[O,
  /// C/groups, KD, KH, KW]`, result `[N, O, OD, OH, OW]` with the sizes of [#conv2d(Tensor,
  /// Conv2dOptions)]. Computed as a convolution of images whose channels are those of KD planes.
  ///
  /// @throws ShapeException if the weight does not fit the channels or the volume
  default Tensor conv3d(Tensor weight, Conv3dOptions options) {
    Require.present("conv3d", "weight", weight);
    Require.present("conv3d", "options", options);
    return ThreadContext.named("conv3d", () -> Volumes.convolved(self(), weight, options));
  }

  /// The transposed three-dimensional convolution: this `[N, I, D, H, W]` or `[I, D, H, W]`, weight
  /// `[I, O/groups, KD, KH, KW]`.
  ///
  /// @param extra elements added after each axis (`output_padding`)
  /// @throws ShapeException if the weight does not fit the channels, or the result has no elements
  default Tensor convTranspose3d(Tensor weight, Conv3dOptions options, Sizes3d extra) {
    Require.present("convTranspose3d", "weight", weight);
    Require.present("convTranspose3d", "options", options);
    Require.present("convTranspose3d", "extra", extra);
    return ThreadContext.named(
        "convTranspose3d", () -> Volumes.transposed(self(), weight, options, extra));
  }
}
