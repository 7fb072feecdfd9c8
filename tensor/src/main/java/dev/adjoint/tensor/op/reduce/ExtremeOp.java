package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The largest or smallest element over some axes, which keep size 1; NaN if any element is NaN.
///
/// Gradient: `g`, shared evenly among the elements that are equal to the extreme, as PyTorch's
/// `amax` does.
public record ExtremeOp(boolean largest, List<Integer> axes) implements Operation {

  /// Rejects axes without elements.
  static void requireElements(String operation, Shape shape, List<Integer> axes) {
    for (int axis : axes) {
      if (shape.size(axis) == 0) {
        throw new ShapeException(
            operation,
            "there are no elements to choose from along axis %d of shape %s; check that the data is not empty"
                .formatted(axis, shape));
      }
    }
  }

  public static void requireNumbers(String operation, Tensor x) {
    if (x.elementType() == ElementType.BOOL) {
      throw new ElementTypeException(
          operation, "needs numbers but got BOOL; convert with to(ElementType.I64)");
    }
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    requireNumbers(label(), x);
    requireElements(label(), x.shape(), axes);
    Tensor y = ReducedAxes.over(largest ? Reduction.MAXIMUM : Reduction.MINIMUM, x, axes);
    return Applied.of(y, g -> shared(g, x.detach().eq(y)));
  }

  private Tensor shared(Tensor g, Tensor chosen) {
    Tensor ones = chosen.to(g.elementType());
    return g.divide(ones.sum(KeepAxes.YES, ReducedAxes.toArray(axes))).multiply(ones);
  }

  @Override
  public String label() {
    return largest ? "max" : "min";
  }
}
