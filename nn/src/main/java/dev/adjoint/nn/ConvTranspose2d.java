package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A transposed convolution of images: every element of x, times the kernel, is added to the part
/// of the result that a convolution would have seen. It increases the size (Zeiler et al. 2010).
///
/// **Shapes**: x `[N, C, H, W]`, or `[C, H, W]` for one image, weight `[C, O/groups, KH, KW]`, bias
/// `[O]`, result `[N, O, OH, OW]` with `OH = (H − 1)·stride − 2·padding + dilation·(KH − 1) + extra
/// + 1`, and likewise OW.
///
/// **Gradient**: for x the convolution of g, for the weight the correlation of g and x, for the
/// bias the sum of g.
///
/// As `torch.nn.ConvTranspose2d`.
///
/// @param weight the kernels
/// @param bias one number for each output, or empty for none
/// @param options stride, padding, dilation and groups of the convolution that this is the
///   transpose of
/// @param extra elements added after each axis (`output_padding`), below the stride or the dilation
public record ConvTranspose2d(
    Parameter weight, Optional<Parameter> bias, Conv2dOptions options, int extra)
    implements PureLayer {

  private static final String NAME = "conv transpose2d";

  /// Checks that the shapes agree.
  public ConvTranspose2d {
    Require.given(NAME, "the options", options, "give Conv2dOptions.standard()");
    Require.atLeast(NAME, "the number of extra elements", 0, extra, "0 is usual");
    KernelShapes.require(NAME, weight, bias, 4, options.groups(), true);
  }

  /// A layer with a kernel of this size along all axes, stride 1, no padding and PyTorch's initial
  /// values: weight and bias uniform within `±1/√(out·kernel²)`.
  public static ConvTranspose2d of(int in, int out, int kernel, RandomGenerator random) {
    return of(in, out, kernel, Conv2dOptions.standard(), random);
  }

  /// A layer with these options and PyTorch's initial values.
  ///
  /// @throws dev.adjoint.tensor.ShapeException if the groups do not divide `in` and `out`
  public static ConvTranspose2d of(
      int in, int out, int kernel, Conv2dOptions options, RandomGenerator random) {
    Require.given(NAME, "the options", options, "give Conv2dOptions.standard()");
    KernelShapes.share(NAME, "inputs", in, options.groups());
    int each = KernelShapes.share(NAME, "outputs", out, options.groups());
    Shape shape = Shape.of(in, each, kernel, kernel);
    KernelShapes.Parts parts = KernelShapes.draw(NAME, shape, out, random);
    return new ConvTranspose2d(parts.weight(), Optional.of(parts.bias()), options, 0);
  }

  /// This layer without its bias.
  @CheckReturnValue
  public ConvTranspose2d withoutBias() {
    return new ConvTranspose2d(weight, Optional.empty(), options, extra);
  }

  /// This layer with another stride.
  @CheckReturnValue
  public ConvTranspose2d withStride(int stride) {
    return new ConvTranspose2d(weight, bias, options.withStride(stride), extra);
  }

  /// This layer with a result that is smaller by this padding at each end.
  @CheckReturnValue
  public ConvTranspose2d withPadding(int padding) {
    return new ConvTranspose2d(weight, bias, options.withPadding(padding), extra);
  }

  /// This layer with another dilation.
  @CheckReturnValue
  public ConvTranspose2d withDilation(int dilation) {
    return new ConvTranspose2d(weight, bias, options.withDilation(dilation), extra);
  }

  /// This layer with a result that is longer by this number of elements along each axis.
  @CheckReturnValue
  public ConvTranspose2d withExtra(int elements) {
    return new ConvTranspose2d(weight, bias, options, elements);
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor(NAME, "x", x);

    return LayerScope.at(
        weight,
        this,
        () -> KernelShapes.add(x.convTranspose2d(weight.value(), options, extra, extra), bias, 2));
  }

  @Override
  public String toString() {
    Shape shape = weight.shape();
    String extras = extra == 0 ? "" : (options.toString().isEmpty() ? "" : ", ") + "extra " + extra;
    return KernelShapes.text(
        "ConvTranspose2d",
        shape.size(0),
        shape.size(1) * options.groups(),
        shape,
        options + extras,
        bias);
  }
}
