package dev.adjoint.nn.image;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Tensor;

/// The patches of images as columns: a product with them is a convolution.
///
/// **Shapes**: x `[N, C, H, W]`, result `[N, C·KH·KW, L]` with a column for each of the L positions
/// of the kernel, in the order of rows.
///
/// **Gradient**: that of a linear map: its transpose, which is [Fold].
///
/// **Throws**: ShapeException if x does not have these axes, or the kernel does not fit.
///
/// As `torch.nn.Unfold`.
///
/// @param kernelHeight the rows of a patch, at least 1
/// @param kernelWidth its columns
/// @param options stride, padding and dilation; one group
public record Unfold(int kernelHeight, int kernelWidth, Conv2dOptions options)
    implements PureLayer {

  /// Checks the sizes.
  public Unfold {
    Require.size("unfold", "the height of the kernel", kernelHeight, "3 is usual");
    Require.size("unfold", "the width of the kernel", kernelWidth, "3 is usual");
    Require.given("unfold", "the options", options, "give Conv2dOptions.standard()");
  }

  /// Square patches at every position.
  public static Unfold of(int kernel) {
    return new Unfold(kernel, kernel, Conv2dOptions.standard());
  }

  /// This layer with another stride, padding or dilation.
  @CheckReturnValue
  public Unfold with(Conv2dOptions other) {
    return new Unfold(kernelHeight, kernelWidth, other);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("unfold", "x", x).unfold(kernelHeight, kernelWidth, options);
  }

  @Override
  public String toString() {
    String more = options.toString().isEmpty() ? "" : ", " + options;
    return "Unfold(%d×%d%s)".formatted(kernelHeight, kernelWidth, more);
  }
}
