package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// One half gates the other: `a · σ(a) · b` with the halves a and b of an axis (Shazeer 2020), the
/// gate of Llama's feed-forward network.
///
/// **Shapes**: x `[…, 2n, …]`, result `[…, n, …]`.
///
/// **Gradient**: `g·b·σ(a)·(1 + a·(1 − σ(a)))` for a and `g·a·σ(a)` for b.
///
/// **Throws**: ShapeException if the axis has an odd size.
///
/// PyTorch has it only as parts: `silu(a) * b`.
///
/// @param axis the axis that is halved; negative ones count from the end
public record SwiGlu(int axis) implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return halves(Require.tensor("swiglu", "x", x));
  }

  private Tensor halves(Tensor x) {
    int a = x.shape().axis("swiglu", axis);
    int size = x.shape().size(a);
    if (size % 2 != 0) {
      throw new ShapeException(
          "swiglu",
          "axis %d of %s has the odd size %d; give two halves of one size"
              .formatted(a, x.shape(), size));
    }
    return x.slice(a, 0, size / 2).silu().multiply(x.slice(a, size / 2));
  }

  @Override
  public String toString() {
    return "SwiGlu(axis %d)".formatted(axis);
  }
}
