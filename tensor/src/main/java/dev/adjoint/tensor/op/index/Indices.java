package dev.adjoint.tensor.op.index;

import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.index.RequireWithinCall;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.IndexException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.Arrays;

/// The checks of the operations that take indices: indices are I32 or I64, count from 0, and are
/// checked before any memory is accessed.
public final class Indices {

  private Indices() {}

  /// The indices as I64 in C order.
  ///
  /// @param target the name of the indexed axis in the message, such as `axis 0 of [5, 2]`
  /// @throws ElementTypeException if they are not integers
  /// @throws IndexException naming the first index that is not within `0 … size - 1`
  public static View checked(String operation, Tensor index, int size, String target) {
    requireInteger(operation, index);
    View whole = whole(index);
    Shape shape = index.shape();
    new RequireWithinCall(
            whole,
            size,
            TensorMemory.outside(
                operation,
                (value, at) ->
                    "index %d at %s is outside 0 … %d (%s); check the indices"
                        .formatted(value, position(shape, at), size - 1, target)))
        .run();
    return whole;
  }

  /// Rejects an index that is not within `0 … size − 1` with the caller's exception.
  public static void requireWithin(Tensor index, int size, OutsideRange outside) {
    requireInteger("index range", index);
    new RequireWithinCall(whole(index), size, outside).run();
  }

  private static void requireInteger(String operation, Tensor index) {
    ElementType type = index.elementType();
    if (type != ElementType.I64 && type != ElementType.I32) {
      throw new ElementTypeException(
          operation,
          "indices are I64 or I32 but got %s; convert with to(ElementType.I64)".formatted(type));
    }
  }

  private static View whole(Tensor index) {
    return TensorMemory.contiguous(index.detach().to(ElementType.I64));
  }

  static View checked(String operation, Tensor index, Shape shape, int axis) {
    return checked(operation, index, shape.size(axis), "axis %d of %s".formatted(axis, shape));
  }

  /// Rejects an index whose size differs from that of a shape along an axis other than `axis`.
  static void requireAligned(String operation, Shape index, Shape shape, int axis) {
    int[] expected = shape.toArray();
    if (index.rank() == expected.length) {
      expected[axis] = index.size(axis);
    }
    if (!Arrays.equals(expected, index.toArray())) {
      throw new ShapeException(
          operation,
          "the index has shape %s but the tensor %s; all sizes but that of axis %d must be equal"
              .formatted(index, shape, axis));
    }
  }

  private static String position(Shape shape, int at) {
    int[] position = new int[shape.rank()];
    int rest = at;
    for (int axis = position.length - 1; axis >= 0; axis--) {
      position[axis] = rest % shape.size(axis);
      rest /= shape.size(axis);
    }
    return Arrays.toString(position);
  }
}
