package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;

/// What an operation that computes does with inputs of element types for storage: F16 and BF16
/// enter as F32, and floating-point results are rounded to the type of the inputs; I8 and U8 are
/// refused.
final class NarrowInputs {

  private NarrowInputs() {}

  /// Whether an operation needs its inputs converted.
  static boolean among(Operation operation, Tensor[] inputs) {
    for (Tensor input : inputs) {
      if (input.elementType().isNarrow()) {
        return !operation.movesElements();
      }
    }
    return false;
  }

  static Tensor of(Operation operation, Tensor[] inputs) {
    ElementType type = type(operation, inputs);
    return rounded(Application.of(operation, widened(inputs)), type);
  }

  static Tensor[] ofSeveral(Operation operation, Tensor[] inputs) {
    ElementType type = type(operation, inputs);
    Tensor[] values = Application.ofSeveral(operation, widened(inputs));
    for (int i = 0; i < values.length; i++) {
      values[i] = rounded(values[i], type);
    }
    return values;
  }

  /// The type of all floating-point inputs.
  private static ElementType type(Operation operation, Tensor[] inputs) {
    Tensor first = null;
    for (Tensor input : inputs) {
      ElementType type = input.elementType();
      if (type.isNarrow() && !type.isFloating()) {
        throw new ElementTypeException(
            operation.label(),
            "an input is %s, a type for storage; convert it with to(ElementType.F32), or to(ElementType.I32) for whole numbers"
                .formatted(type));
      }
      if (type.isFloating()) {
        first = first == null ? input : first;
        ElementTypeException.requireSame(operation.label(), first, input);
      }
    }
    return first == null ? ElementType.F32 : first.elementType();
  }

  private static Tensor[] widened(Tensor[] inputs) {
    Tensor[] wide = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      wide[i] = inputs[i].elementType().isNarrow() ? inputs[i].to(ElementType.F32) : inputs[i];
    }
    return wide;
  }

  private static Tensor rounded(Tensor value, ElementType type) {
    return value.elementType() == ElementType.F32 ? value.to(type) : value;
  }
}
