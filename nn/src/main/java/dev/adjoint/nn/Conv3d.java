package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Conv3dOptions;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Sizes3d;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A three-dimensional convolution: `y[n, o] = bias[o] + Σ W[o, c] ⋆ x[n, c]` over the channels c,
/// with ⋆ the cross-correlation of a kernel with a volume.
///
/// **Shapes**: x `[N, C, D, H, W]`, or `[C, D, H, W]` for one volume, weight `[O, C/groups, KD, KH,
/// KW]`, bias `[O]`, result `[N, O, OD, OH, OW]` with `OD = ⌊(D + 2·padding − dilation·(KD − 1) −
/// 1) / stride⌋ + 1`, and likewise OH and OW.
///
/// **Gradient**: for x the transposed convolution of g, for the weight the correlation of x and g,
/// for the bias the sum of g.
///
/// As `torch.nn.Conv3d`; for other borders than zeros see [dev.adjoint.nn.image.Padded].
///
/// @param weight the kernels
/// @param bias one number for each output, or empty for none
/// @param options stride, padding, dilation and groups
public record Conv3d(Parameter weight, Optional<Parameter> bias, Conv3dOptions options)
    implements PureLayer {

  private static final String NAME = "conv3d";

  /// Checks that the shapes agree.
  public Conv3d {
    Require.given(NAME, "the options", options, "give Conv3dOptions.standard()");
    KernelShapes.require(NAME, weight, bias, 5, options.groups(), false);
  }

  /// A layer with a kernel of this size along all axes, stride 1, no padding and PyTorch's initial
  /// values: weight and bias uniform within `±1/√(in·kernel³)`.
  public static Conv3d of(int in, int out, int kernel, RandomGenerator random) {
    return of(in, out, Sizes3d.of(kernel), Conv3dOptions.standard(), random);
  }

  /// A layer with a kernel of these sizes, these options and PyTorch's initial values.
  ///
  /// @throws dev.adjoint.tensor.ShapeException if the groups do not divide `in` and `out`
  public static Conv3d of(
      int in, int out, Sizes3d kernel, Conv3dOptions options, RandomGenerator random) {
    Require.given(NAME, "the options", options, "give Conv3dOptions.standard()");
    Require.given(NAME, "the sizes of the kernel", kernel, "give Sizes3d.of(3)");
    int each = KernelShapes.share(NAME, "inputs", in, options.groups());
    KernelShapes.share(NAME, "outputs", out, options.groups());
    Shape shape = Shape.of(out, each, kernel.depth(), kernel.height(), kernel.width());
    KernelShapes.Parts parts = KernelShapes.draw(NAME, shape, out, random);
    return new Conv3d(parts.weight(), Optional.of(parts.bias()), options);
  }

  /// This layer without its bias.
  @CheckReturnValue
  public Conv3d withoutBias() {
    return new Conv3d(weight, Optional.empty(), options);
  }

  /// This layer with another stride along all axes.
  @CheckReturnValue
  public Conv3d withStride(int stride) {
    return new Conv3d(weight, bias, options.withStride(Sizes3d.of(stride)));
  }

  /// This layer with this many zeros on all sides.
  @CheckReturnValue
  public Conv3d withPadding(int padding) {
    return new Conv3d(weight, bias, options.withPadding(Sizes3d.of(padding)));
  }

  /// This layer with another dilation along all axes.
  @CheckReturnValue
  public Conv3d withDilation(int dilation) {
    return new Conv3d(weight, bias, options.withDilation(Sizes3d.of(dilation)));
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor(NAME, "x", x);
    return LayerScope.at(
        weight, this, () -> KernelShapes.add(x.conv3d(weight.value(), options), bias, 3));
  }

  @Override
  public String toString() {
    Shape shape = weight.shape();
    return KernelShapes.text(
        "Conv3d", shape.size(1) * options.groups(), shape.size(0), shape, options.toString(), bias);
  }
}
