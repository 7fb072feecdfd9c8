package dev.adjoint.nn.pooling;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Pool3dOptions;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Sizes3d;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The power mean of each window without its division: `(Σ xᵖ)^(1/p)`; p = 1 gives the sum, a large
/// p comes near the maximum. A sum below 0, as an odd p may have, counts as 0.
///
/// **Shapes**: x `[N, C, …]` or `[C, …]` with as many axes as the windows have sizes, result with
/// `⌊(n − K) / stride⌋ + 1` elements along each of them.
///
/// **Gradient**: `g·(x/y)^(p−1)`; at a sum of 0 infinite or NaN for p > 1, as in PyTorch.
///
/// As `torch.nn.LPPool1d`, `LPPool2d` and `LPPool3d`.
///
/// @param p the power, finite and above 0
/// @param kernel the sizes of a window, one to three
/// @param stride elements from one window to the next along each axis
/// @param ceilMode whether windows that reach beyond the end count
public record LpPool(double p, List<Integer> kernel, List<Integer> stride, boolean ceilMode)
    implements PureLayer {

  private static final String NAME = "lp pool";

  /// Checks the ranges.
  public LpPool {
    Require.positive(NAME, "the power", p, "2 is usual");
    kernel = PoolSizes.copy(NAME, "the sizes of a window", kernel, 1);
    stride = PoolSizes.copy(NAME, "the strides", stride, 1);
    if (kernel.size() != stride.size()) {
      throw new IllegalArgumentException(
          "lp pool: the windows have %d sizes and %d strides; give one stride for each size"
              .formatted(kernel.size(), stride.size()));
    }
  }

  /// Windows of these sizes beside each other.
  public static LpPool of(double p, Integer... kernel) {
    List<Integer> sizes = PoolSizes.list(NAME, "the sizes of a window", kernel);
    return new LpPool(p, sizes, sizes, false);
  }

  /// This layer with other strides, one for each axis.
  @CheckReturnValue
  public LpPool withStride(Integer... steps) {
    return new LpPool(p, kernel, PoolSizes.list(NAME, "the strides", steps), ceilMode);
  }

  /// This layer with the windows that reach beyond the end, too.
  @CheckReturnValue
  public LpPool withCeilMode() {
    return new LpPool(p, kernel, stride, true);
  }

  @Override
  public Tensor forward(Tensor x) {
    int axes = kernel.size();
    int rank = Require.tensor(NAME, "x", x).shape().rank();
    if (rank != axes + 1 && rank != axes + 2) {
      throw new ShapeException(
          NAME,
          "x must be [N, C, …] or [C, …] with %d more axes but is %s; give one size of the window for each"
              .formatted(axes, x.shape()));
    }
    Tensor mean = average(x.pow(p));
    int count = kernel.stream().reduce(1, Math::multiplyExact);
    return mean.relu().multiply(count).pow(1 / p);
  }

  private Tensor average(Tensor powers) {
    int last = kernel.size() - 1;
    if (kernel.size() == 3) {
      Pool3dOptions windows =
          Pool3dOptions.of(new Sizes3d(kernel.get(0), kernel.get(1), kernel.get(2)))
              .withStride(new Sizes3d(stride.get(0), stride.get(1), stride.get(2)));
      return powers.avgPool3d(ceilMode ? windows.withCeilMode() : windows, true);
    }
    int height = last == 0 ? 1 : kernel.getFirst();
    Pool2dOptions windows =
        Pool2dOptions.of(height, kernel.get(last))
            .withStride(last == 0 ? 1 : stride.getFirst(), stride.get(last));
    Pool2dOptions options = ceilMode ? windows.withCeilMode() : windows;
    return last == 0
        ? powers.unsqueeze(-2).avgPool2d(options).squeeze(-2)
        : powers.avgPool2d(options);
  }

  @Override
  public String toString() {
    return "LpPool(p %s, %s%s%s)"
        .formatted(
            p,
            PoolSizes.text(kernel),
            stride.equals(kernel) ? "" : ", stride " + PoolSizes.text(stride),
            ceilMode ? ", ceil mode" : "");
  }
}
