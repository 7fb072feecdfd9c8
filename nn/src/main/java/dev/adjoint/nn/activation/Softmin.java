package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// `softmax(−x)` along an axis: positive numbers that add up to 1, the largest for the smallest x.
///
/// **Shapes**: x `[…]` with the axis, result the same.
///
/// **Gradient**: `−y·(g − Σ g·y)` with the result y.
///
/// As `torch.nn.Softmin`.
///
/// @param axis the axis along which the numbers add up to 1
public record Softmin(int axis) implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("softmin", "x", x).negative().softmax(axis);
  }

  @Override
  public String toString() {
    return "Softmin(axis %d)".formatted(axis);
  }
}
