package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A two-dimensional convolution: `y[n, o] = bias[o] + Σ W[o, c] ⋆ x[n, c]` over the channels c,
/// with ⋆ the cross-correlation of a kernel with an image.
///
/// **Shapes**: x `[N, C, H, W]`, or `[C, H, W]` for one image, weight `[O, C/groups, KH, KW]`, bias
/// `[O]`, result `[N, O, OH, OW]` or `[O, OH, OW]` with `OH = ⌊(H + padding − dilation·(KH − 1) −
/// 1) / stride⌋ + 1`, padding being that of both sides, and likewise OW.
///
/// ```java
/// Conv2d.of(16, 32, 3, random).withStride(2).withPadding(1)
/// ```
///
/// **Gradient**: for x the transposed convolution of g, for the weight the correlation of x and g,
/// for the bias the sum of g.
///
/// @param weight the kernels
/// @param bias one number for each output, or empty for none
/// @param options stride, padding, dilation and groups
public record Conv2d(Parameter weight, Optional<Parameter> bias, Conv2dOptions options)
    implements PureLayer {

  /// Checks that the shapes agree.
  public Conv2d {
    Shape shape = Require.given("conv2d", "the weight", weight).shape();
    Require.optional("conv2d", "the bias", bias);
    Require.given("conv2d", "the options", options, "give Conv2dOptions.standard()");
    if (shape.rank() != 4) {
      throw new ShapeException(
          "conv2d",
          "the weight has shape %s but must be [out, in/groups, height, width]; reshape it"
              .formatted(shape));
    }
    requireSizes(shape.size(1), shape.size(0), shape.size(2), shape.size(3));
    if (shape.size(0) % options.groups() != 0) {
      throw new ShapeException(
          "conv2d",
          "%d outputs cannot be cut into %d equal groups (weight %s); change the outputs or the groups"
              .formatted(shape.size(0), options.groups(), shape));
    }
    if (bias.isPresent() && !bias.get().shape().equals(Shape.of(shape.size(0)))) {
      throw new ShapeException(
          "conv2d",
          "the bias has shape %s but the weight %s has %d outputs; give a bias of [%d]"
              .formatted(bias.get().shape(), shape, shape.size(0), shape.size(0)));
    }
  }

  private static void requireSizes(int in, int out, int height, int width) {
    Require.size("conv2d", "the number of inputs", in, "give the number of channels of x");
    Require.size("conv2d", "the number of outputs", out, "give the channels of the result");
    Require.size("conv2d", "the height of the kernel", height, "3 is usual");
    Require.size("conv2d", "the width of the kernel", width, "3 is usual");
  }

  /// A layer with a square kernel, stride 1, no padding and PyTorch's initial values: weight and
  /// bias uniform within `±1/√(in·kernel²)`.
  public static Conv2d of(int in, int out, int kernel, RandomGenerator random) {
    return of(in, out, kernel, kernel, Conv2dOptions.standard(), random);
  }

  /// A layer with a square kernel, these options and PyTorch's initial values.
  ///
  /// @throws ShapeException if the groups do not divide `in` and `out`
  public static Conv2d of(
      int in, int out, int kernel, Conv2dOptions options, RandomGenerator random) {
    return of(in, out, kernel, kernel, options, random);
  }

  /// A layer with a kernel of `height × width`, these options and PyTorch's initial values: weight
  /// and bias uniform within `±1/√(in/groups·height·width)`.
  ///
  /// @throws ShapeException if the groups do not divide `in` and `out`
  public static Conv2d of(
      int in, int out, int height, int width, Conv2dOptions options, RandomGenerator random) {
    Require.given("conv2d", "the options", options, "give Conv2dOptions.standard()");
    Require.random("conv2d", random);
    requireSizes(in, out, height, width);
    int groups = options.groups();
    if (in % groups != 0) {
      throw new ShapeException(
          "conv2d",
          "%d inputs cannot be cut into %d equal groups; change the inputs or the groups"
              .formatted(in, groups));
    }
    int fanIn = in / groups * height * width;
    double bound = 1 / Math.sqrt(fanIn);
    Initializer uniform = Initializer.uniform(-bound, bound);
    Shape shape = Shape.of(out, in / groups, height, width);
    Parameter weight = Parameter.of(uniform.of(shape, random));
    Parameter bias = Parameter.of(uniform.of(Shape.of(out), random));
    return new Conv2d(weight, Optional.of(bias), options);
  }

  /// This layer without its bias, as before a batch normalization.
  @CheckReturnValue
  public Conv2d withoutBias() {
    return new Conv2d(weight, Optional.empty(), options);
  }

  /// This layer with another stride.
  @CheckReturnValue
  public Conv2d withStride(int stride) {
    return with(options.withStride(stride));
  }

  /// This layer with this many rows or columns of zeros on all four sides of the image.
  @CheckReturnValue
  public Conv2d withPadding(int padding) {
    return with(options.withPadding(padding));
  }

  /// This layer with the padding that keeps the size of the image at stride 1 and the present
  /// dilation.
  @CheckReturnValue
  public Conv2d withSamePadding() {
    return with(options.withSamePadding(weight.shape().size(2), weight.shape().size(3)));
  }

  /// This layer with another dilation.
  @CheckReturnValue
  public Conv2d withDilation(int dilation) {
    return with(options.withDilation(dilation));
  }

  private Conv2d with(Conv2dOptions changed) {
    return new Conv2d(weight, bias, changed);
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("conv2d", "x", x);
    return LayerScope.at(
        weight,
        this,
        () ->
            bias.isPresent()
                ? x.conv2d(weight.value(), bias.get().value(), options)
                : x.conv2d(weight.value(), options));
  }

  @Override
  public String toString() {
    Shape shape = weight.shape();
    String more = options.toString();
    return "Conv2d(%d → %d, %d × %d%s%s)"
        .formatted(
            shape.size(1) * options.groups(),
            shape.size(0),
            shape.size(2),
            shape.size(3),
            more.isEmpty() ? "" : ", " + more,
            bias.isPresent() ? "" : ", no bias");
  }
}
