package dev.adjoint.nn.pooling;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The average of each window of sequences.
///
/// **Shapes**: x `[N, C, L]` or `[C, L]`, result with `⌊(L + 2·padding − K) / stride⌋ + 1`
/// elements.
///
/// **Gradient**: each element of a window gets g divided by the number of elements that count.
///
/// As `torch.nn.AvgPool1d`.
///
/// @param options the windows, as those of images with one row
/// @param countIncludePad whether the zeros of the padding count
public record AvgPool1d(Pool2dOptions options, boolean countIncludePad) implements PureLayer {

  private static final String NAME = "avg pool1d";

  /// Checks that the windows are those of sequences.
  public AvgPool1d {
    Require.given(NAME, "the options", options, "use AvgPool1d.of(2)");
    if (options.kernelHeight() != 1
        || options.strideHeight() != 1
        || options.paddingHeight() != 0
        || options.dilationWidth() != 1) {
      throw new IllegalArgumentException(
          "%s: the windows are %s but must have one row, without dilation; use AvgPool1d.of(2)"
              .formatted(NAME, options));
    }
  }

  /// Windows of this length beside each other.
  public static AvgPool1d of(int kernel) {
    return new AvgPool1d(Pool2dOptions.of(1, kernel), true);
  }

  /// This layer with another stride.
  @CheckReturnValue
  public AvgPool1d withStride(int stride) {
    return new AvgPool1d(options.withStride(1, stride), countIncludePad);
  }

  /// This layer with a padding of 0 at both ends.
  @CheckReturnValue
  public AvgPool1d withPadding(int padding) {
    return new AvgPool1d(options.withPadding(0, padding), countIncludePad);
  }

  /// This layer with the windows that reach beyond the end, too.
  @CheckReturnValue
  public AvgPool1d withCeilMode() {
    return new AvgPool1d(options.withCeilMode(), countIncludePad);
  }

  /// This layer with averages over the elements of the sequence alone.
  @CheckReturnValue
  public AvgPool1d withoutCountingPadding() {
    return new AvgPool1d(options, false);
  }

  @Override
  public Tensor forward(Tensor x) {
    requireSequences(x);
    return x.unsqueeze(-2).avgPool2d(options, countIncludePad).squeeze(-2);
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
    return "AvgPool1d(%s%s)".formatted(options, countIncludePad ? "" : ", padding not counted");
  }
}
