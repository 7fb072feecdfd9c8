package dev.adjoint.models;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Tensor;

/// Quantiles that never cross: of Q numbers the one in the middle is the median, and each other one
/// becomes the distance `softplus(x)` of its quantile from the neighbour nearer to the median.
///
/// **Shapes**: x `[…, Q]` with Q odd, result `[…, Q]`, rising along the last axis.
///
/// @param quantiles Q, odd
public record QuantileHead(int quantiles) implements PureLayer {

  /// Checks that there is a middle.
  public QuantileHead {
    if (quantiles < 1 || quantiles % 2 == 0) {
      throw new IllegalArgumentException(
          "quantile head: the number of quantiles must be odd, so that one is the median, but is %d; give an odd number"
              .formatted(quantiles));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    int middle = quantiles / 2;
    Tensor median = x.slice(-1, middle, middle + 1);
    Tensor[] parts = new Tensor[quantiles];
    parts[middle] = median;
    for (int i = 1; i <= middle; i++) {
      Tensor up = x.slice(-1, middle + i, middle + i + 1).softplus();
      Tensor down = x.slice(-1, middle - i, middle - i + 1).softplus();
      parts[middle + i] = parts[middle + i - 1].add(up);
      parts[middle - i] = parts[middle - i + 1].subtract(down);
    }
    return Tensor.concat(-1, parts);
  }
}
