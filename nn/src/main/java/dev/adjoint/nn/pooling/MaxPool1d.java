package dev.adjoint.nn.pooling;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Pooled;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The largest element of each window of sequences.
///
/// **Shapes**: x `[N, C, L]` or `[C, L]`, result with `⌊(L + 2·padding − dilation·(K − 1) − 1) /
/// stride⌋ + 1` elements.
///
/// **Gradient**: to the largest element, of equal ones to the first.
///
/// As `torch.nn.MaxPool1d`.
///
/// @param options the windows, as those of images with one row
public record MaxPool1d(Pool2dOptions options) implements PureLayer {

  private static final String NAME = "max pool1d";

  /// Checks that the windows are those of sequences.
  public MaxPool1d {
    Require.given(NAME, "the options", options, "use MaxPool1d.of(2)");
    if (options.kernelHeight() != 1
        || options.strideHeight() != 1
        || options.paddingHeight() != 0) {
      throw new IllegalArgumentException(
          "%s: the windows are %s but must have one row; use MaxPool1d.of(2)"
              .formatted(NAME, options));
    }
  }

  /// Windows of this length beside each other.
  public static MaxPool1d of(int kernel) {
    return new MaxPool1d(Pool2dOptions.of(1, kernel));
  }

  /// This layer with another stride.
  @CheckReturnValue
  public MaxPool1d withStride(int stride) {
    return new MaxPool1d(options.withStride(1, stride));
  }

  /// This layer with a padding of −∞ at both ends.
  @CheckReturnValue
  public MaxPool1d withPadding(int padding) {
    return new MaxPool1d(options.withPadding(0, padding));
  }

  /// This layer with the windows that reach beyond the end, too.
  @CheckReturnValue
  public MaxPool1d withCeilMode() {
    return new MaxPool1d(options.withCeilMode());
  }

  /// This layer with windows of every n-th element.
  @CheckReturnValue
  public MaxPool1d withDilation(int dilation) {
    return new MaxPool1d(options.withDilation(1, dilation));
  }

  /// The largest elements with their indices, for [MaxUnpool].
  public Pooled withIndices(Tensor x) {
    requireSequences(x);
    Pooled pooled = x.unsqueeze(-2).maxPool2dWithIndices(options);
    return new Pooled(pooled.values().squeeze(-2), pooled.indices().squeeze(-2));
  }

  @Override
  public Tensor forward(Tensor x) {
    requireSequences(x);
    return x.unsqueeze(-2).maxPool2d(options).squeeze(-2);
  }

  private static void requireSequences(Tensor x) {
    int rank = Require.tensor(NAME, "x", x).shape().rank();
    if (rank != 2 && rank != 3) {
      throw new ShapeException(
          NAME,
          "x must be [N, C, L], or [C, L] for one sequence, but is %s; reshape it"
              .formatted(x.shape()));
    }
  }

  @Override
  public String toString() {
    return "MaxPool1d(%s)".formatted(options);
  }
}
