package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The mean over some axes, which keep size 1: `Σ x / n`.
///
/// Gradient: `g / n` repeated along the axes. The mean of no elements is NaN. The mean of equal
/// numbers is that number: `Reduction` defines how it is summed and rounded.
public record MeanOp(List<Integer> axes) implements Operation {

  @Override
  public Linearity linearity() {
    return Linearity.LINEAR;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    Shape before = x.shape();
    int count = ReducedAxes.count(before, axes);
    return Applied.of(
        ReducedAxes.over(Reduction.MEAN, x, axes), g -> g.divide(count).expand(before));
  }
}
