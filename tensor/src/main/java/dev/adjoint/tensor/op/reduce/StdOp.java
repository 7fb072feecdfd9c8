package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The standard deviation over some axes, which keep size 1: `√(Σ (x − x̄)² / (n − correction))`,
/// the length of the centred numbers divided by `√(n − correction)`, so that squares neither
/// overflow nor underflow.
///
/// Gradient: `g · (x − x̄) / s / (n − correction)`, and 0 where the deviation s is 0. The deviation
/// of equal numbers is exactly 0. NaN if n is not above the correction.
public record StdOp(int correction, List<Integer> axes) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    int freedom = Math.max(0, ReducedAxes.count(x.shape(), axes) - correction);
    Tensor length = ReducedAxes.over(Reduction.NORM, VarianceOp.centred(x, axes), axes);
    return Applied.of(length.divide(Math.sqrt(freedom)), g -> derivative(g, x, freedom));
  }

  private Tensor derivative(Tensor g, Tensor x, int freedom) {
    Tensor s = Tensor.apply(this, x);
    return g.divide(freedom).multiply(EuclideanNormOp.direction(VarianceOp.centred(x, axes), s));
  }

  @Override
  public String label() {
    return "std";
  }
}
