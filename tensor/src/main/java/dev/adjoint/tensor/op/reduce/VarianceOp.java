package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The variance over some axes, which keep size 1: `Σ (x − x̄)² / (n − correction)`, in two passes,
/// to avoid cancellation.
///
/// Gradient: `g · 2·(x − x̄) / (n − correction)`. NaN if n is not above the correction (1: Bessel's
/// unbiased estimate; 0: the variance of the numbers themselves).
public record VarianceOp(int correction, List<Integer> axes) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    int freedom = Math.max(0, ReducedAxes.count(x.shape(), axes) - correction);
    Tensor squares = centred(x, axes).square();
    return Applied.of(
        ReducedAxes.over(Reduction.SUM, squares, axes).divide(freedom),
        g -> g.multiply(2.0 / freedom).multiply(centred(x, axes)));
  }

  /// `x − x̄`.
  static Tensor centred(Tensor x, List<Integer> axes) {
    return x.subtract(x.mean(KeepAxes.YES, ReducedAxes.toArray(axes)));
  }
}
