package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// `log softmax(x) = x − log Σ eˣ` along an axis, without overflow.
///
/// **Shapes**: x `[…]` with the axis, result the same.
///
/// **Gradient**: `g − softmax(x)·Σ g`.
///
/// As `torch.nn.LogSoftmax`.
///
/// @param axis the axis of the distribution
public record LogSoftmax(int axis) implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("log softmax", "x", x).logSoftmax(axis);
  }

  @Override
  public String toString() {
    return "LogSoftmax(axis %d)".formatted(axis);
  }
}
