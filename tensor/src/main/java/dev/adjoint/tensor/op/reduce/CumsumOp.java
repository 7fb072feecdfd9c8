package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;

/// The running sum along an axis: `yᵢ = Σⱼ≤ᵢ xⱼ`.
///
/// Gradient: the running sum of `g` from the end, `Σⱼ≥ᵢ gⱼ`.
public record CumsumOp(int axis) implements Operation {

  @Override
  public Linearity linearity() {
    return Linearity.LINEAR;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ExtremeOp.requireNumbers(label(), x);
    return Applied.of(
        Cumulation.along(Reduction.SUM, x, axis), g -> g.flip(axis).cumsum(axis).flip(axis));
  }

  @Override
  public String label() {
    return "cumsum";
  }
}
