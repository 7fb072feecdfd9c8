package dev.adjoint.nn.pooling;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Pool3dOptions;
import dev.adjoint.tensor.Sizes3d;
import dev.adjoint.tensor.Tensor;

/// The average of each window of volumes.
///
/// **Shapes**: x `[N, C, D, H, W]` or `[C, D, H, W]`, result with `⌊(n + 2·padding − K) / stride⌋ +
/// 1` elements along each of the last three axes.
///
/// **Gradient**: each element of a window gets g divided by the number of elements that count.
///
/// As `torch.nn.AvgPool3d`.
///
/// @param options the windows
/// @param countIncludePad whether the zeros of the padding count
public record AvgPool3d(Pool3dOptions options, boolean countIncludePad) implements PureLayer {

  private static final String NAME = "avg pool3d";

  /// Checks that there are windows, without dilation.
  public AvgPool3d {
    Require.given(NAME, "the options", options, "give Pool3dOptions.of(2)");
    if (!options.dilation().equals(Sizes3d.of(1))) {
      throw new IllegalArgumentException(
          "avg pool3d: windows must be without dilation but have %s; leave it at 1"
              .formatted(options.dilation()));
    }
  }

  /// Windows of this size along all axes, beside each other.
  public static AvgPool3d of(int kernel) {
    return new AvgPool3d(Pool3dOptions.of(kernel), true);
  }

  /// This layer with another stride along all axes.
  @CheckReturnValue
  public AvgPool3d withStride(int stride) {
    return new AvgPool3d(options.withStride(Sizes3d.of(stride)), countIncludePad);
  }

  /// This layer with a padding of 0 on all sides.
  @CheckReturnValue
  public AvgPool3d withPadding(int padding) {
    return new AvgPool3d(options.withPadding(Sizes3d.of(padding)), countIncludePad);
  }

  /// This layer with the windows that reach beyond the end, too.
  @CheckReturnValue
  public AvgPool3d withCeilMode() {
    return new AvgPool3d(options.withCeilMode(), countIncludePad);
  }

  /// This layer with averages over the elements of the volume alone.
  @CheckReturnValue
  public AvgPool3d withoutCountingPadding() {
    return new AvgPool3d(options, false);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor(NAME, "x", x).avgPool3d(options, countIncludePad);
  }

  @Override
  public String toString() {
    return "AvgPool3d(%s%s)".formatted(options, countIncludePad ? "" : ", padding not counted");
  }
}
