package dev.adjoint.tensor;

/// Element types that do not fit an operation.
public final class ElementTypeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /// An exception of `operation` with the rest of the message.
  public ElementTypeException(String operation, String detail) {
    super(Ambient.current().located(operation + ": " + detail));
  }

  /// Refuses two tensors of different element types.
  public static void requireSame(String operation, Tensor left, Tensor right) {
    if (left.elementType() != right.elementType()) {
      throw new ElementTypeException(
          operation,
          "left is %s but right is %s; types are not promoted silently, convert one with to(ElementType.%s)"
              .formatted(left.elementType(), right.elementType(), left.elementType()));
    }
  }

  /// Refuses a tensor that is not floating point.
  public static void requireFloating(String operation, Tensor x) {
    if (!x.elementType().isFloating()) {
      throw new ElementTypeException(
          operation,
          "wants F32 or F64 but got %s; convert it with to(ElementType.F32)"
              .formatted(x.elementType()));
    }
  }
}
