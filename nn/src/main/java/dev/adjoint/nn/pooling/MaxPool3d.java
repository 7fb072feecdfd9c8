package dev.adjoint.nn.pooling;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Pool3dOptions;
import dev.adjoint.tensor.Pooled;
import dev.adjoint.tensor.Sizes3d;
import dev.adjoint.tensor.Tensor;

/// The largest element of each window of volumes.
///
/// **Shapes**: x `[N, C, D, H, W]` or `[C, D, H, W]`, result with `⌊(n + 2·padding − dilation·(K −
/// 1) − 1) / stride⌋ + 1` elements along each of the last three axes.
///
/// **Gradient**: to the largest element, of equal ones to the first in C order.
///
/// As `torch.nn.MaxPool3d`.
///
/// @param options the windows
public record MaxPool3d(Pool3dOptions options) implements PureLayer {

  private static final String NAME = "max pool3d";

  /// Checks that there are windows.
  public MaxPool3d {
    Require.given(NAME, "the options", options, "give Pool3dOptions.of(2)");
  }

  /// Windows of this size along all axes, beside each other.
  public static MaxPool3d of(int kernel) {
    return new MaxPool3d(Pool3dOptions.of(kernel));
  }

  /// This layer with another stride along all axes.
  @CheckReturnValue
  public MaxPool3d withStride(int stride) {
    return new MaxPool3d(options.withStride(Sizes3d.of(stride)));
  }

  /// This layer with a padding of −∞ on all sides.
  @CheckReturnValue
  public MaxPool3d withPadding(int padding) {
    return new MaxPool3d(options.withPadding(Sizes3d.of(padding)));
  }

  /// This layer with the windows that reach beyond the end, too.
  @CheckReturnValue
  public MaxPool3d withCeilMode() {
    return new MaxPool3d(options.withCeilMode());
  }

  /// This layer with windows of every n-th element.
  @CheckReturnValue
  public MaxPool3d withDilation(int dilation) {
    return new MaxPool3d(options.withDilation(Sizes3d.of(dilation)));
  }

  /// The largest elements with their indices, for [MaxUnpool].
  public Pooled withIndices(Tensor x) {
    return Require.tensor(NAME, "x", x).maxPool3dWithIndices(options);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor(NAME, "x", x).maxPool3d(options);
  }

  @Override
  public String toString() {
    return "MaxPool3d(%s)".formatted(options);
  }
}
