package dev.adjoint.nn;

import dev.adjoint.tensor.Tensor;

/// `softmax(x)` along an axis: positive numbers that add up to 1. Not for the input of a
/// cross-entropy from logits, which contains it.
public record Softmax(int axis) implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return x.softmax(axis);
  }

  @Override
  public String toString() {
    return "Softmax(axis %d)".formatted(axis);
  }
}
