package dev.adjoint.nn.pooling;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The averages of windows chosen so that the result has these sizes: `of(4)` for sequences, `of(4,
/// 4)` for images, `of(2, 4, 4)` for volumes. Along an axis of n elements, window i of m goes from
/// `⌊i·n/m⌋` to `⌈(i + 1)·n/m⌉`.
///
/// **Shapes**: x `[N, C, …]` or `[C, …]`, result with these sizes as its last axes.
///
/// **Gradient**: each element of a window gets g divided by their number.
///
/// As `torch.nn.AdaptiveAvgPool1d`, `AdaptiveAvgPool2d` and `AdaptiveAvgPool3d`.
///
/// @param lengths the last sizes of the result, each at least 1
public record AdaptiveAvgPool(List<Integer> lengths) implements PureLayer {

  private static final String NAME = "adaptive avg pool";

  /// Checks the sizes.
  public AdaptiveAvgPool {
    lengths = PoolSizes.copy(NAME, "the sizes of the result", lengths, 1);
  }

  /// A layer whose results have these last sizes.
  public static AdaptiveAvgPool of(int... sizes) {
    return new AdaptiveAvgPool(Require.list(NAME, "the list of sizes of the result", sizes));
  }

  private int[] sizes() {
    return PoolSizes.array(lengths);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor(NAME, "x", x).adaptiveAvgPool(sizes());
  }

  @Override
  public String toString() {
    return "AdaptiveAvgPool(%s)".formatted(PoolSizes.text(lengths));
  }
}
