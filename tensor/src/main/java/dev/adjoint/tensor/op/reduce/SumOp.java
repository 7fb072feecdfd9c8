package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The sum over some axes, which keep size 1.
///
/// Gradient: `g` repeated along the axes. An empty sum is 0. The order of rounding is that of
/// `Reduction`: lanes along the last axis, a chain along others, the last group of axes first.
public record SumOp(List<Integer> axes) implements Operation {

  @Override
  public Linearity linearity() {
    return Linearity.LINEAR;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Shape before = x.shape();
    return Applied.of(ReducedAxes.over(Reduction.SUM, x, axes), g -> g.expand(before));
  }
}
