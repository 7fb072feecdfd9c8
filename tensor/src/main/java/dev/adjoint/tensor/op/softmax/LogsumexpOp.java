package dev.adjoint.tensor.op.softmax;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.reduce.ReducedAxes;
import java.util.List;

/// `log Σ exp(x)` over some axes, which keep size 1, as `m + log Σ exp(x − m)`, where m is the
/// largest element, so that nothing overflows.
///
/// Gradient: `g · exp(x − y)`, the softmax. If there are no elements, or all are −∞, the value is
/// −∞ and the gradient is 0 (PyTorch: NaN).
public record LogsumexpOp(List<Integer> axes) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    Tensor largest = largest(x);
    Tensor sum = ReducedAxes.over(Reduction.SUM, x.subtract(largest).exp(), axes);
    return Applied.byResult(sum.log().add(largest), (g, y) -> g.multiply(softmax(x, y)));
  }

  /// The largest elements, replaced by 0 if not finite, because ∞ − ∞ would be NaN.
  private Tensor largest(Tensor x) {
    if (x.shape().count() == 0) {
      return Tensor.scalar(x.elementType(), 0);
    }
    Tensor largest = ReducedAxes.over(Reduction.MAXIMUM, x, axes);
    return largest.maskedFill(largest.abs().eq(Double.POSITIVE_INFINITY), 0);
  }

  private static Tensor softmax(Tensor x, Tensor y) {
    Tensor nothing = y.eq(Double.NEGATIVE_INFINITY);
    return x.subtract(y).maskedFill(nothing, Double.NEGATIVE_INFINITY).exp();
  }

  @Override
  public String label() {
    return "logsumexp";
  }
}
