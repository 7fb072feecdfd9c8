package dev.adjoint.nn.pooling;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Pooled;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The largest elements of windows chosen so that the result has these sizes: `of(4)` for
/// sequences, `of(4, 4)` for images, `of(2, 4, 4)` for volumes. Along an axis of n elements, window
/// i of m goes from `⌊i·n/m⌋` to `⌈(i + 1)·n/m⌉`.
///
/// **Shapes**: x `[N, C, …]` or `[C, …]`, result with these sizes as its last axes.
///
/// **Gradient**: to the largest element, of equal ones to the first in C order.
///
/// As `torch.nn.AdaptiveMaxPool1d`, `AdaptiveMaxPool2d` and `AdaptiveMaxPool3d`.
///
/// @param lengths the last sizes of the result, each at least 1
public record AdaptiveMaxPool(List<Integer> lengths) implements PureLayer {

  private static final String NAME = "adaptive max pool";

  /// Checks the sizes.
  public AdaptiveMaxPool {
    lengths = PoolSizes.copy(NAME, "the sizes of the result", lengths, 1);
  }

  /// A layer whose results have these last sizes.
  public static AdaptiveMaxPool of(int... sizes) {
    return new AdaptiveMaxPool(Require.list(NAME, "the list of sizes of the result", sizes));
  }

  private int[] sizes() {
    return PoolSizes.array(lengths);
  }

  /// The largest elements with the index of each in its sequence, image or volume, in C order.
  public Pooled withIndices(Tensor x) {
    return Require.tensor(NAME, "x", x).adaptiveMaxPool(sizes());
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor(NAME, "x", x).adaptiveMaxPool(sizes()).values();
  }

  @Override
  public String toString() {
    return "AdaptiveMaxPool(%s)".formatted(PoolSizes.text(lengths));
  }
}
