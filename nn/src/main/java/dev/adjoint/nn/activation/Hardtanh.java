package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// x limited to `low … high`.
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: g where `low < x < high`, else 0. NaN gives NaN.
///
/// As `torch.nn.Hardtanh`, whose default is −1 … 1.
///
/// @param low the smallest result
/// @param high the largest result, at least low
public record Hardtanh(double low, double high) implements PureLayer {

  /// Checks that the range is not reversed.
  public Hardtanh {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "hardtanh: the range is %s … %s but must not be reversed; -1 … 1 is usual"
              .formatted(low, high));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("hardtanh", "x", x).hardtanh(low, high);
  }

  @Override
  public String toString() {
    return "Hardtanh(%s … %s)".formatted(low, high);
  }
}
