package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// A new axis of size 1: `new Unsqueeze(1)` makes grey images `[N, H, W]` to `[N, 1, H, W]`, the
/// shape that [Conv2d] takes.
///
/// **Shapes**: x `[…]` of rank r, result of rank r + 1 with size 1 at the axis.
///
/// **Gradient**: g in the shape of x.
///
/// As `torch.unsqueeze`, which PyTorch does not have as a layer.
///
/// @param axis the index of the new axis in the result, −(r + 1) … r
public record Unsqueeze(int axis) implements PureLayer {

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("unsqueeze", "x", x).unsqueeze(axis);
  }

  @Override
  public String toString() {
    return "Unsqueeze(axis %d)".formatted(axis);
  }
}
