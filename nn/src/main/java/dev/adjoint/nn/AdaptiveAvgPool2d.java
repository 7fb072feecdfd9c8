package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// Averages of images over windows chosen so that the result has this size; 1 × 1 is the average
/// over the whole image.
///
/// **Shapes**: x `[N, C, H, W]` or `[C, H, W]`, result `[…, C, height, width]`.
///
/// **Gradient**: each element of a window gets g divided by their number.
///
/// @param height the rows of the result
/// @param width its columns
public record AdaptiveAvgPool2d(int height, int width) implements PureLayer {

  /// Checks the ranges.
  public AdaptiveAvgPool2d {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "adaptive avg pool2d: the size of the result must be at least 1×1 but is %d×%d"
              .formatted(height, width));
    }
  }

  /// A square result; 1 for the average over the whole image.
  public static AdaptiveAvgPool2d of(int size) {
    return new AdaptiveAvgPool2d(size, size);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("adaptive avg pool2d", "x", x).adaptiveAvgPool2d(height, width);
  }

  @Override
  public String toString() {
    return "AdaptiveAvgPool2d(%d×%d)".formatted(height, width);
  }
}
