package dev.adjoint.nn.image;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Tensor;

/// Patches added up to images, the transpose of [Unfold].
///
/// **Shapes**: x `[N, C·KH·KW, L]`, result `[N, C, height, width]`.
///
/// **Gradient**: that of a linear map: its transpose, which is [Unfold].
///
/// **Throws**: ShapeException if x does not have these axes, or the kernel does not fit.
///
/// As `torch.nn.Fold`.
///
/// @param height the rows of the images
/// @param width their columns
/// @param kernelHeight the rows of a patch, at least 1
/// @param kernelWidth its columns
/// @param options stride, padding and dilation; one group
public record Fold(int height, int width, int kernelHeight, int kernelWidth, Conv2dOptions options)
    implements PureLayer {

  /// Checks the sizes.
  public Fold {
    Require.size("fold", "the height of the images", height, "give that of the images");
    Require.size("fold", "the width of the images", width, "give that of the images");
    Require.size("fold", "the height of the kernel", kernelHeight, "3 is usual");
    Require.size("fold", "the width of the kernel", kernelWidth, "3 is usual");
    Require.given("fold", "the options", options, "give Conv2dOptions.standard()");
  }

  /// Square patches at every position.
  public static Fold of(int height, int width, int kernel) {
    return new Fold(height, width, kernel, kernel, Conv2dOptions.standard());
  }

  /// This layer with another stride, padding or dilation.
  @CheckReturnValue
  public Fold with(Conv2dOptions other) {
    return new Fold(height, width, kernelHeight, kernelWidth, other);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("fold", "x", x).fold(height, width, kernelHeight, kernelWidth, options);
  }

  @Override
  public String toString() {
    String more = options.toString().isEmpty() ? "" : ", " + options;
    return "Fold(%d×%d, %d×%d%s)".formatted(height, width, kernelHeight, kernelWidth, more);
  }
}
