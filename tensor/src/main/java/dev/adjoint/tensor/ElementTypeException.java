package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;

/// Element types that do not fit an operation.

public final class ElementTypeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /// An exception of `operation` with the rest of the message.
  public ElementTypeException(String operation, String detail) {
    super(ThreadContext.current().located(operation + ": " + detail));
  }

  /// Refuses two tensors of different element types.
  public static void requireSame(String operation, Tensor left, Tensor right) {
    requireSame(operation, "left", left, "right", right);
  }

  /// Refuses two tensors of different element types, each by its name.
  public static void requireSame(
      String operation, String nameOfFirst, Tensor first, String nameOfSecond, Tensor second) {
    Require.present(operation, nameOfFirst, first);
    Require.present(operation, nameOfSecond, second);
    if (first.elementType() != second.elementType()) {
      throw new ElementTypeException(
          operation,
          "%s is %s but %s is %s; types are not promoted silently, convert one with to(ElementType.%s)"
              .formatted(
                  nameOfFirst,
                  first.elementType(),
                  nameOfSecond,
                  second.elementType(),
                  first.elementType()));
    }
  }

  /// Refuses a tensor that is not floating point.
  public static void requireFloating(String operation, Tensor x) {
    Require.present(operation, "x", x);
    if (!x.elementType().isFloating() || x.elementType().isNarrow()) {
      throw new ElementTypeException(
          operation,
          "needs F32 or F64 but got %s; convert it with to(ElementType.F32)"
              .formatted(x.elementType()));
    }
  }
}
