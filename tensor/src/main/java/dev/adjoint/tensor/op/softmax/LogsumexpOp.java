package dev.adjoint.tensor.op.softmax;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.reduce.ReducedAxes;
import java.util.List;

/// `log Σ exp(x)` over some axes, which keep size 1, as `m + log Σ exp(x − m)`, where m is the
/// largest element, so that nothing overflows.
///
/// Gradient: g times the softmax. If there are no elements, or all are −∞, the value is −∞ and the
/// gradient is 0 (PyTorch: NaN).
public record LogsumexpOp(List<Integer> axes) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    Tensor largest = largest(x);
    Tensor sum = ReducedAxes.over(Reduction.SUM, x.subtract(largest).exp(), axes);
    return Applied.of(sum.log().add(largest), g -> g.multiply(softmax(x)));
  }

  /// The largest elements, replaced by 0 if not finite, because ∞ − ∞ would be NaN.
  private Tensor largest(Tensor x) {
    if (x.shape().count() == 0) {
      return Tensor.scalar(x.elementType(), 0);
    }
    Tensor largest = ReducedAxes.over(Reduction.MAXIMUM, x, axes);
    return largest.maskedFill(largest.abs().eq(Double.POSITIVE_INFINITY), 0);
  }

  /// `exp(x − m) / Σ exp(x − m)`, which keeps the digits that `exp(x − y)` would lose by the
  /// rounding of y; 0 if all are −∞.
  private Tensor softmax(Tensor x) {
    Tensor e = x.subtract(largest(x.detach())).exp();
    int[] over = axes.stream().mapToInt(Integer::intValue).toArray();
    Tensor sum = e.sum(KeepAxes.YES, over);
    return e.divide(Tensor.scalar(x.elementType(), 1).where(sum.detach().eq(0), sum));
  }

  @Override
  public String label() {
    return "logsumexp";
  }
}
