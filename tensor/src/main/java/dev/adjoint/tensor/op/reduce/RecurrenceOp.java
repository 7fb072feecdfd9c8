package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.reduce.RecurrenceCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The linear recurrence `yᵢ = xᵢ + aᵢ·yᵢ₋₁` along the last axis with `y₋₁ = 0`, for x and a of one
/// shape. It is the gradient of running products without a division.
///
/// Gradient: with `hᵢ = gᵢ + aᵢ₊₁·hᵢ₊₁`, the same recurrence from the end, for x it is h, for a it
/// is `hᵢ·yᵢ₋₁`. The memory is linear in the number of elements.
public record RecurrenceOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor a = inputs[1];
    ElementTypeException.requireFloating(label(), x);
    ElementTypeException.requireSame(label(), x, a);
    if (!x.shape().equals(a.shape()) || x.shape().rank() == 0) {
      throw new ShapeException(
          label(),
          "x is %s and the factors are %s; give one factor for each element along the last axis"
              .formatted(x.shape(), a.shape()));
    }
    Tensor value = TensorMemory.allocate(x.elementType(), x.shape());
    int length = x.shape().size(-1);
    new RecurrenceCall(
            TensorMemory.contiguous(x),
            TensorMemory.contiguous(a),
            TensorMemory.view(value),
            length == 0 ? 0 : x.shape().count() / length,
            length)
        .run();
    return Applied.of(
        value,
        g -> fromTheEnd(g, a),
        g -> fromTheEnd(g, a).multiply(delayed(Tensor.apply(this, x, a), 0)));
  }

  /// `hᵢ = gᵢ + xᵢ₊₁·hᵢ₊₁` along the last axis.
  static Tensor fromTheEnd(Tensor g, Tensor x) {
    return Tensor.apply(new RecurrenceOp(), g.flip(-1), delayed(x.flip(-1), 0)).flip(-1);
  }

  /// The elements one index later along the last axis, with a number before the first.
  static Tensor delayed(Tensor x, double first) {
    int n = x.shape().size(-1);
    if (n == 0) {
      return x;
    }
    int[] sizes = x.shape().toArray();
    sizes[sizes.length - 1] = 1;
    Tensor before = Tensor.full(x.elementType(), Shape.of(sizes), first);
    return Tensor.concat(-1, before, x.slice(-1, 0, n - 1));
  }

  @Override
  public String label() {
    return "linear recurrence";
  }
}
