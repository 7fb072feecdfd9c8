package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Tensor;

/// The largest element of each window of images.
///
/// **Shapes**: x `[N, C, H, W]` or `[C, H, W]`, result with `OH = ⌊(H + 2·padding − dilation·(KH −
/// 1) − 1) / stride⌋ + 1` rows, and likewise columns.
///
/// **Gradient**: to the largest element, of equal ones to the first in the order of rows.
///
/// @param options the windows
public record MaxPool2d(Pool2dOptions options) implements PureLayer {

  /// Checks that there are windows.
  public MaxPool2d {
    Require.given("max pool2d", "the options", options, "give Pool2dOptions.of(2)");
  }

  /// Square windows beside each other.
  public static MaxPool2d of(int kernel) {
    return new MaxPool2d(Pool2dOptions.of(kernel));
  }

  /// This layer with another stride.
  @CheckReturnValue
  public MaxPool2d withStride(int stride) {
    return new MaxPool2d(options.withStride(stride));
  }

  /// This layer with a padding of −∞ on all four sides.
  @CheckReturnValue
  public MaxPool2d withPadding(int padding) {
    return new MaxPool2d(options.withPadding(padding));
  }

  /// This layer with windows of every n-th row and column.
  @CheckReturnValue
  public MaxPool2d withDilation(int dilation) {
    return new MaxPool2d(options.withDilation(dilation));
  }

  /// This layer with the windows that reach beyond the end of the image, too.
  @CheckReturnValue
  public MaxPool2d withCeilMode() {
    return new MaxPool2d(options.withCeilMode());
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("max pool2d", "x", x).maxPool2d(options);
  }

  @Override
  public String toString() {
    return "MaxPool2d(%s)".formatted(options);
  }
}
