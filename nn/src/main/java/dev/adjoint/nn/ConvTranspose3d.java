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

/// A transposed convolution of volumes: every element of x, times the kernel, is added to the part
/// of the result that a convolution would have seen. It increases the size (Zeiler et al. 2010).
///
/// **Shapes**: x `[N, C, D, H, W]`, or `[C, D, H, W]` for one volume, weight `[C, O/groups, KD, KH,
/// KW]`, bias `[O]`, result `[N, O, OD, OH, OW]` with `OD = (D − 1)·stride − 2·padding +
/// dilation·(KD − 1) + extra + 1`, and likewise OH and OW.
///
/// **Gradient**: for x the convolution of g, for the weight the correlation of g and x, for the
/// bias the sum of g.
///
/// As `torch.nn.ConvTranspose3d`.
///
/// @param weight the kernels
/// @param bias one number for each output, or empty for none
/// @param options stride, padding, dilation and groups of the convolution that this is the
///   transpose of
/// @param extra elements added after each axis (`output_padding`), below the stride or the dilation
public record ConvTranspose3d(
    Parameter weight, Optional<Parameter> bias, Conv3dOptions options, Sizes3d extra)
    implements PureLayer {

  private static final String NAME = "conv transpose3d";

  /// Checks that the shapes agree.
  public ConvTranspose3d {
    Require.given(NAME, "the options", options, "give Conv3dOptions.standard()");
    Require.given(NAME, "the extra size", extra, "give Sizes3d.of(0)");
    int least = Math.min(extra.depth(), Math.min(extra.height(), extra.width()));
    Require.atLeast(NAME, "the least number of extra elements", 0, least, "0 is usual");
    KernelShapes.require(NAME, weight, bias, 5, options.groups(), true);
  }

  /// A layer with a kernel of this size along all axes, stride 1, no padding and PyTorch's initial
  /// values: weight and bias uniform within `±1/√(out·kernel³)`.
  public static ConvTranspose3d of(int in, int out, int kernel, RandomGenerator random) {
    return of(in, out, kernel, Conv3dOptions.standard(), random);
  }

  /// A layer with these options and PyTorch's initial values.
  ///
  /// @throws dev.adjoint.tensor.ShapeException if the groups do not divide `in` and `out`
  public static ConvTranspose3d of(
      int in, int out, int kernel, Conv3dOptions options, RandomGenerator random) {
    Require.given(NAME, "the options", options, "give Conv3dOptions.standard()");
    KernelShapes.share(NAME, "inputs", in, options.groups());
    int each = KernelShapes.share(NAME, "outputs", out, options.groups());
    Shape shape = Shape.of(in, each, kernel, kernel, kernel);
    KernelShapes.Parts parts = KernelShapes.draw(NAME, shape, out, random);
    return new ConvTranspose3d(parts.weight(), Optional.of(parts.bias()), options, Sizes3d.of(0));
  }

  /// This layer without its bias.
  @CheckReturnValue
  public ConvTranspose3d withoutBias() {
    return new ConvTranspose3d(weight, Optional.empty(), options, extra);
  }

  /// This layer with another stride.
  @CheckReturnValue
  public ConvTranspose3d withStride(int stride) {
    return new ConvTranspose3d(weight, bias, options.withStride(Sizes3d.of(stride)), extra);
  }

  /// This layer with a result that is smaller by this padding at each end.
  @CheckReturnValue
  public ConvTranspose3d withPadding(int padding) {
    return new ConvTranspose3d(weight, bias, options.withPadding(Sizes3d.of(padding)), extra);
  }

  /// This layer with another dilation.
  @CheckReturnValue
  public ConvTranspose3d withDilation(int dilation) {
    return new ConvTranspose3d(weight, bias, options.withDilation(Sizes3d.of(dilation)), extra);
  }

  /// This layer with a result that is longer by this number of elements along each axis.
  @CheckReturnValue
  public ConvTranspose3d withExtra(int elements) {
    return new ConvTranspose3d(weight, bias, options, Sizes3d.of(elements));
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor(NAME, "x", x);

    return LayerScope.at(
        weight,
        this,
        () -> KernelShapes.add(x.convTranspose3d(weight.value(), options, extra), bias, 3));
  }

  @Override
  public String toString() {
    Shape shape = weight.shape();
    String extras =
        extra.equals(Sizes3d.of(0))
            ? ""
            : (options.toString().isEmpty() ? "" : ", ") + "extra " + extra;
    return KernelShapes.text(
        "ConvTranspose3d",
        shape.size(0),
        shape.size(1) * options.groups(),
        shape,
        options + extras,
        bias);
  }
}
