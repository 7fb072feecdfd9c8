package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Tensor;

/// The average of each window of images.
///
/// **Shapes**: x `[N, C, H, W]` or `[C, H, W]`, result with `OH = ⌊(H + 2·padding − KH) / stride⌋ +
/// 1` rows, and likewise columns.
///
/// **Gradient**: each element of a window gets g divided by the number of elements that count.
///
/// @param options the windows
/// @param countIncludePad whether the zeros of the padding count
public record AvgPool2d(Pool2dOptions options, boolean countIncludePad) implements PureLayer {

  /// Checks that there are windows, without dilation.
  public AvgPool2d {
    Require.given("avg pool2d", "the options", options, "give Pool2dOptions.of(2)");
    if (options.dilationHeight() != 1 || options.dilationWidth() != 1) {
      throw new IllegalArgumentException(
          "avg pool2d: windows must be without dilation but have %d×%d; leave it at 1"
              .formatted(options.dilationHeight(), options.dilationWidth()));
    }
  }

  /// Square windows beside each other.
  public static AvgPool2d of(int kernel) {
    return new AvgPool2d(Pool2dOptions.of(kernel), true);
  }

  /// This layer with another stride.
  @CheckReturnValue
  public AvgPool2d withStride(int stride) {
    return new AvgPool2d(options.withStride(stride), countIncludePad);
  }

  /// This layer with a padding of zeros on all four sides.
  @CheckReturnValue
  public AvgPool2d withPadding(int padding) {
    return new AvgPool2d(options.withPadding(padding), countIncludePad);
  }

  /// This layer with the windows that reach beyond the end of the image, too.
  @CheckReturnValue
  public AvgPool2d withCeilMode() {
    return new AvgPool2d(options.withCeilMode(), countIncludePad);
  }

  /// This layer with averages over the elements of the image alone (`count_include_pad=False` in
  /// PyTorch).
  @CheckReturnValue
  public AvgPool2d withoutCountingPadding() {
    return new AvgPool2d(options, false);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("avg pool2d", "x", x).avgPool2d(options, countIncludePad);
  }

  @Override
  public String toString() {
    return "AvgPool2d(%s%s)".formatted(options, countIncludePad ? "" : ", padding not counted");
  }
}
