package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// One half gates the other: `a · σ(b)` with the halves a and b of an axis (Dauphin et al. 2017).
///
/// **Shapes**: x `[…, 2n, …]`, result `[…, n, …]`.
///
/// **Gradient**: `g·σ(b)` for a and `g·a·σ(b)·(1 − σ(b))` for b.
///
/// **Throws**: ShapeException if the axis has an odd size.
///
/// As `torch.nn.GLU`, whose default axis is −1.
///
/// @param axis the axis that is halved; negative ones count from the end
public record Glu(int axis) implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("glu", "x", x).glu(axis);
  }

  @Override
  public String toString() {
    return "Glu(axis %d)".formatted(axis);
  }
}
