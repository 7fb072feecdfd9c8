package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// `softmax(x)` along an axis: positive numbers that add up to 1. A cross-entropy from logits
/// contains it and needs no softmax before it.
///
/// **Shapes**: x `[…]` with the axis, result the same.
///
/// **Gradient**: `y·(g − Σ g·y)` with the result y.
public record Softmax(int axis) implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("softmax", "x", x).softmax(axis);
  }

  @Override
  public String toString() {
    return "Softmax(axis %d)".formatted(axis);
  }
}
