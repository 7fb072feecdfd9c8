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

/// A transposed convolution of sequences: every element of x, times the kernel, is added to the
/// part of the result that a convolution would have seen. It increases the size (Zeiler et al.
/// 2010).
///
/// **Shapes**: x `[N, C, L]`, or `[C, L]` for one sequence, weight `[C, O/groups, K]`, bias `[O]`,
/// result `[N, O, M]` with `M = (L − 1)·stride − 2·padding + dilation·(K − 1) + extra + 1`.
///
/// **Gradient**: for x the convolution of g, for the weight the correlation of g and x, for the
/// bias the sum of g.
///
/// As `torch.nn.ConvTranspose1d`.
///
/// @param weight the kernels
/// @param bias one number for each output, or empty for none
/// @param options stride, padding, dilation and groups of the convolution that this is the
///   transpose of, along the columns of images with one row
/// @param extra elements added after the axis (`output_padding`), below the stride or the dilation
public record ConvTranspose1d(
    Parameter weight, Optional<Parameter> bias, Conv2dOptions options, int extra)
    implements PureLayer {

  private static final String NAME = "conv transpose1d";

  /// Checks that the shapes agree.
  public ConvTranspose1d {
    Require.given(NAME, "the options", options, "give Conv2dOptions.standard()");
    Require.atLeast(NAME, "the number of extra elements", 0, extra, "0 is usual");
    KernelShapes.require(NAME, weight, bias, 3, options.groups(), true);
  }

  /// A layer with a kernel of this size, stride 1, no padding and PyTorch's initial values: weight
  /// and bias uniform within `±1/√(out·kernel)`.
  public static ConvTranspose1d of(int in, int out, int kernel, RandomGenerator random) {
    return of(in, out, kernel, Conv2dOptions.standard(), random);
  }

  /// A layer with these options and PyTorch's initial values.
  ///
  /// @throws dev.adjoint.tensor.ShapeException if the groups do not divide `in` and `out`
  public static ConvTranspose1d of(
      int in, int out, int kernel, Conv2dOptions options, RandomGenerator random) {
    Require.given(NAME, "the options", options, "give Conv2dOptions.standard()");
    KernelShapes.share(NAME, "inputs", in, options.groups());
    int each = KernelShapes.share(NAME, "outputs", out, options.groups());
    Shape shape = Shape.of(in, each, kernel);
    KernelShapes.Parts parts = KernelShapes.draw(NAME, shape, out, random);
    return new ConvTranspose1d(parts.weight(), Optional.of(parts.bias()), options, 0);
  }

  /// This layer without its bias.
  @CheckReturnValue
  public ConvTranspose1d withoutBias() {
    return new ConvTranspose1d(weight, Optional.empty(), options, extra);
  }

  /// This layer with another stride.
  @CheckReturnValue
  public ConvTranspose1d withStride(int stride) {
    return new ConvTranspose1d(weight, bias, options.withStride(1, stride), extra);
  }

  /// This layer with a result that is smaller by this padding at each end.
  @CheckReturnValue
  public ConvTranspose1d withPadding(int padding) {
    return new ConvTranspose1d(weight, bias, options.withPadding(0, padding), extra);
  }

  /// This layer with another dilation.
  @CheckReturnValue
  public ConvTranspose1d withDilation(int dilation) {
    return new ConvTranspose1d(weight, bias, options.withDilation(1, dilation), extra);
  }

  /// This layer with a result that is longer by this number of elements.
  @CheckReturnValue
  public ConvTranspose1d withExtra(int elements) {
    return new ConvTranspose1d(weight, bias, options, elements);
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor(NAME, "x", x);
    int rank = x.shape().rank();
    if (rank != 2 && rank != 3) {
      throw new ShapeException(
          NAME,
          "x must be [N, C, L], or [C, L] for one sequence, but is %s; reshape it"
              .formatted(x.shape()));
    }
    return LayerScope.at(
        weight,
        this,
        () ->
            KernelShapes.add(
                x.unsqueeze(-2)
                    .convTranspose2d(weight.value().unsqueeze(2), options, 0, extra)
                    .squeeze(-2),
                bias,
                1));
  }

  @Override
  public String toString() {
    Shape shape = weight.shape();
    String extras = extra == 0 ? "" : (options.toString().isEmpty() ? "" : ", ") + "extra " + extra;
    return KernelShapes.text(
        "ConvTranspose1d",
        shape.size(0),
        shape.size(1) * options.groups(),
        shape,
        options + extras,
        bias);
  }
}
