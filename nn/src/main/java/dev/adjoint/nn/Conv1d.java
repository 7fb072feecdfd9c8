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

/// A convolution along sequences: `y[n, o] = bias[o] + Σ W[o, c] ⋆ x[n, c]` over the channels c,
/// with ⋆ the cross-correlation of a kernel with a sequence.
///
/// **Shapes**: x `[N, C, L]`, or `[C, L]` for one sequence, weight `[O, C/groups, K]`, bias `[O]`,
/// result `[N, O, M]` or `[O, M]` with `M = ⌊(L + before + after − dilation·(K − 1) − 1) / stride⌋
/// + 1`.
///
/// ```java
/// Conv1d.of(64, 128, 3, random).withSamePadding()
/// ```
///
/// **Gradient**: for x the transposed convolution of g, for the weight the correlation of x and g,
/// for the bias the sum of g.
///
/// @param weight the kernels
/// @param bias one number for each output, or empty for none
/// @param stride elements of x from one element of the result to the next, at least 1
/// @param before zeros before x, at least 0
/// @param after zeros after x, at least 0
/// @param dilation elements of x from one element of the kernel to the next, at least 1
/// @param groups the number of groups of channels; each group computes its own outputs
public record Conv1d(
    Parameter weight,
    Optional<Parameter> bias,
    int stride,
    int before,
    int after,
    int dilation,
    int groups)
    implements PureLayer {

  /// Checks that the shapes agree.
  public Conv1d {
    Shape shape = Require.given("conv1d", "the weight", weight).shape();
    Require.optional("conv1d", "the bias", bias);
    if (shape.rank() != 3) {
      throw new ShapeException(
          "conv1d",
          "the weight has shape %s but must be [out, in/groups, length]; reshape it"
              .formatted(shape));
    }
    requireSizes(shape.size(1), shape.size(0), shape.size(2));
    Require.size("conv1d", "the stride", stride, "1 is the default");
    Require.size("conv1d", "the dilation", dilation, "1 is the default");
    Require.size("conv1d", "the number of groups", groups, "1 is the default");
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "conv1d: the padding must be at least 0 but is %d before and %d after; 0 is the default"
              .formatted(before, after));
    }
    if (shape.size(0) % groups != 0) {
      throw new ShapeException(
          "conv1d",
          "%d outputs cannot be cut into %d equal groups (weight %s); change the outputs or the groups"
              .formatted(shape.size(0), groups, shape));
    }
    if (bias.isPresent() && !bias.get().shape().equals(Shape.of(shape.size(0)))) {
      throw new ShapeException(
          "conv1d",
          "the bias has shape %s but the weight %s has %d outputs; give a bias of [%d]"
              .formatted(bias.get().shape(), shape, shape.size(0), shape.size(0)));
    }
  }

  private static void requireSizes(int in, int out, int kernel) {
    Require.size("conv1d", "the number of inputs", in, "give the number of channels of x");
    Require.size("conv1d", "the number of outputs", out, "give the channels of the result");
    Require.size("conv1d", "the length of the kernel", kernel, "3 is usual");
  }

  /// A layer with stride 1, no padding and PyTorch's initial values: weight and bias uniform within
  /// `±1/√(in·kernel)`.
  public static Conv1d of(int in, int out, int kernel, RandomGenerator random) {
    return of(in, out, kernel, 1, random);
  }

  /// A layer whose channels are cut into groups, with stride 1, no padding and PyTorch's initial
  /// values: weight and bias uniform within `±1/√(in/groups·kernel)`.
  ///
  /// @throws ShapeException if the groups do not divide `in` and `out`
  public static Conv1d of(int in, int out, int kernel, int groups, RandomGenerator random) {
    requireSizes(in, out, kernel);
    Require.size("conv1d", "the number of groups", groups, "1 is the default");
    Require.random("conv1d", random);
    if (in % groups != 0) {
      throw new ShapeException(
          "conv1d",
          "%d inputs cannot be cut into %d equal groups; change the inputs or the groups"
              .formatted(in, groups));
    }
    int group = in / groups;
    double bound = 1 / Math.sqrt((double) group * kernel);
    Initializer uniform = Initializer.uniform(-bound, bound);
    Parameter weight = Parameter.of(uniform.of(Shape.of(out, in / groups, kernel), random));
    Parameter bias = Parameter.of(uniform.of(Shape.of(out), random));
    return new Conv1d(weight, Optional.of(bias), 1, 0, 0, 1, groups);
  }

  /// This layer without its bias.
  @CheckReturnValue
  public Conv1d withoutBias() {
    return new Conv1d(weight, Optional.empty(), stride, before, after, dilation, groups);
  }

  /// This layer with another stride.
  @CheckReturnValue
  public Conv1d withStride(int step) {
    return new Conv1d(weight, bias, step, before, after, dilation, groups);
  }

  /// This layer with this many zeros at both ends of x.
  @CheckReturnValue
  public Conv1d withPadding(int padding) {
    return new Conv1d(weight, bias, stride, padding, padding, dilation, groups);
  }

  /// This layer with the padding that keeps the length of x at stride 1 and the present dilation;
  /// where it cannot be even, the larger half comes after (PyTorch's `same`).
  @CheckReturnValue
  public Conv1d withSamePadding() {
    int all = dilation * (weight.shape().size(2) - 1);
    return new Conv1d(weight, bias, stride, all / 2, all - all / 2, dilation, groups);
  }

  /// This layer with the padding before x that lets an element of the result see only the elements
  /// of x up to its own.
  @CheckReturnValue
  public Conv1d asCausal() {
    int all = dilation * (weight.shape().size(2) - 1);
    return new Conv1d(weight, bias, stride, all, 0, dilation, groups);
  }

  /// This layer with another dilation.
  @CheckReturnValue
  public Conv1d withDilation(int distance) {
    return new Conv1d(weight, bias, stride, before, after, distance, groups);
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("conv1d", "x", x);
    int rank = x.shape().rank();
    if (rank != 2 && rank != 3) {
      throw new ShapeException(
          "conv1d",
          "x must be [N, C, L], or [C, L] for one sequence, but is %s; reshape it"
              .formatted(x.shape()));
    }
    return LayerScope.at(weight, this, () -> convolve(x.unsqueeze(-2)).squeeze(-2));
  }

  /// The sequences as images of one row.
  private Tensor convolve(Tensor rows) {
    Conv2dOptions options =
        Conv2dOptions.standard()
            .withStride(1, stride)
            .withPadding(0, 0, before, after)
            .withDilation(1, dilation)
            .withGroups(groups);
    Tensor kernels = weight.value().unsqueeze(2);
    return bias.isPresent()
        ? rows.conv2d(kernels, bias.get().value(), options)
        : rows.conv2d(kernels, options);
  }

  @Override
  public String toString() {
    Shape shape = weight.shape();
    StringBuilder more = new StringBuilder();
    more.append(stride == 1 ? "" : ", stride " + stride);
    more.append(
        before == after
            ? before == 0 ? "" : ", padding " + before
            : ", padding %d×%d".formatted(before, after));
    more.append(dilation == 1 ? "" : ", dilation " + dilation);
    more.append(groups == 1 ? "" : ", groups " + groups);
    more.append(bias.isPresent() ? "" : ", no bias");
    return "Conv1d(%d → %d, %d%s)"
        .formatted(shape.size(1) * groups, shape.size(0), shape.size(2), more);
  }
}
