package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.reduce.ReduceCall;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Code that the reductions share: selecting the axes, and reducing several axes as runs along one
/// axis.
public final class ReducedAxes {

  /// Prepared lists of axes for small ranks: all axes, and each axis alone. Nearly every reduction
  /// uses one of them.
  private static final List<List<Integer>> ALL = new ArrayList<>();

  private static final List<List<Integer>> ALONE = new ArrayList<>();

  static {
    for (int rank = 0; rank <= 8; rank++) {
      ALL.add(IntStream.range(0, rank).boxed().toList());
      ALONE.add(List.of(rank));
    }
  }

  private ReducedAxes() {}

  /// The axes counted from 0, ascending; all of them if none are named.
  ///
  /// @throws ShapeException if an axis is named twice
  public static List<Integer> axes(String operation, Shape shape, int... axes) {
    if (axes.length == 0 && shape.rank() < ALL.size()) {
      return ALL.get(shape.rank());
    }
    if (axes.length == 1 && shape.rank() <= ALONE.size()) {
      return ALONE.get(shape.axis(operation, axes[0]));
    }
    boolean[] chosen = new boolean[shape.rank()];
    for (int axis : axes) {
      int counted = shape.axis(operation, axis);
      if (chosen[counted]) {
        throw new ShapeException(
            operation,
            "axis %d of %s is named twice in %s; name each axis once"
                .formatted(counted, shape, Arrays.toString(axes)));
      }
      chosen[counted] = true;
    }
    List<Integer> result = new ArrayList<>();
    for (int axis = 0; axis < chosen.length; axis++) {
      if (chosen[axis] || axes.length == 0) {
        result.add(axis);
      }
    }
    return result;
  }

  static int[] toArray(List<Integer> axes) {
    return axes.stream().mapToInt(axis -> axis).toArray();
  }

  /// The number of elements that one result combines.
  static int count(Shape shape, List<Integer> axes) {
    int count = 1;
    for (int axis : axes) {
      count *= shape.size(axis);
    }
    return count;
  }

  /// The shape without the reduced axes.
  public static Shape without(Shape shape, List<Integer> axes) {
    if (axes.size() == shape.rank()) {
      return Shape.SCALAR;
    }
    int[] sizes = new int[shape.rank() - axes.size()];
    int next = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        sizes[next++] = shape.size(axis);
      }
    }
    return Shape.of(sizes);
  }

  /// Reduces over axes, which keep size 1. Neighbouring axes are reduced together as one run, the
  /// last group first.
  public static Tensor over(Reduction f, Tensor x, List<Integer> axes) {
    Tensor result = x;
    int end = axes.size();
    while (end > 0) {
      int start = end - 1;
      while (start > 0 && axes.get(start - 1) == axes.get(start) - 1) {
        start--;
      }
      result = run(f, result, axes.get(start), axes.get(end - 1) + 1);
      end = start;
    }
    return result;
  }

  private static Tensor run(Reduction f, Tensor x, int from, int to) {
    int[] sizes = x.shape().toArray();
    int outer = 1;
    int length = 1;
    int inner = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (axis < from) {
        outer *= sizes[axis];
      } else if (axis < to) {
        length *= sizes[axis];
        sizes[axis] = 1;
      } else {
        inner *= sizes[axis];
      }
    }
    Tensor value = TensorMemory.allocate(x.elementType(), Shape.of(sizes));
    View view = TensorMemory.contiguous(x);
    new ReduceCall(f, view, TensorMemory.view(value), outer, length, inner).run();
    return value;
  }
}
