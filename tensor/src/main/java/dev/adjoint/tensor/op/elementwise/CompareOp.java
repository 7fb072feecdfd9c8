package dev.adjoint.tensor.op.elementwise;

import dev.adjoint.kernel.Comparison;
import dev.adjoint.kernel.elementwise.CompareCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.movement.ExpandOp;

/// The comparisons: BOOL, broadcast, without a gradient. Any comparison with NaN is false, except
/// not-equal, which is true.
public enum CompareOp implements Operation {
  EQUAL(Comparison.EQUAL),
  NOT_EQUAL(Comparison.NOT_EQUAL),
  LESS(Comparison.LESS),
  LESS_OR_EQUAL(Comparison.LESS_OR_EQUAL),
  GREATER(Comparison.GREATER),
  GREATER_OR_EQUAL(Comparison.GREATER_OR_EQUAL);

  // Stored, because every call needs it.
  private final String label = Operation.super.label();
  private final Comparison function;

  CompareOp(Comparison function) {
    this.function = function;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Tensor b = inputs[1];
    ElementTypeException.requireSame(label(), a, b);
    Shape shape = Shape.broadcast(label(), a.shape(), b.shape());
    Tensor value = TensorMemory.allocate(ElementType.BOOL, shape);
    new CompareCall(
            function, ExpandOp.view(a, shape), ExpandOp.view(b, shape), TensorMemory.view(value))
        .run();
    return Applied.constant(value);
  }
}
