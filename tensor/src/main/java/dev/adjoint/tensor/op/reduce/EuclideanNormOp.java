package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The Euclidean length over some axes, which keep size 1: `‖x‖ = √(Σ x²)`. Squares neither
/// overflow nor underflow.
///
/// Gradient: `g · x / ‖x‖`, and 0 where the length is 0.
public record EuclideanNormOp(List<Integer> axes) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    return Applied.of(
        ReducedAxes.over(Reduction.NORM, x, axes),
        g -> g.multiply(direction(x, Tensor.apply(this, x))));
  }

  /// `x / length`, and 0 where the length is 0. A length of 0 is replaced by 1, which keeps NaN out
  /// of the branch that is not selected.
  static Tensor direction(Tensor x, Tensor length) {
    Tensor zero = length.eq(0);
    Tensor divisor = Tensor.scalar(x.elementType(), 1).where(zero, length);
    return Tensor.scalar(x.elementType(), 0).where(zero, x.divide(divisor));
  }

  @Override
  public String label() {
    return "norm";
  }
}
