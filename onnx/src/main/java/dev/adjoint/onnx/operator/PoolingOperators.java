package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.movement.SliceOp;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// Largest elements, means and norms of windows over any number of axes. A pool is folded over the
/// elements of its kernel: for each one a slice of the padded input with the stride of the windows.
final class PoolingOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          OperatorRow.of("MaxPool", PoolingOperators::maxPool),
          same("AveragePool", PoolingOperators::averagePool),
          same("LpPool", PoolingOperators::normPool),
          same("GlobalMaxPool", call -> call.tensor(0).max(KeepAxes.YES, spatialAxes(call))),
          same("GlobalAveragePool", call -> call.tensor(0).mean(KeepAxes.YES, spatialAxes(call))),
          same("GlobalLpPool", PoolingOperators::globalNorm),
          same("MaxUnpool", PoolingOperators::maxUnpool));

  private PoolingOperators() {}

  private static int[] spatialAxes(NodeCall call) {
    int rank = call.rank(0);
    if (rank < 3) {
      throw call.refuse(
          "the input has shape %s but must be [N, C, …]".formatted(call.tensor(0).shape()));
    }
    int[] axes = new int[rank - 2];
    Arrays.setAll(axes, i -> i + 2);
    return axes;
  }

  private static Windows windows(NodeCall call, Tensor x) {
    int axes = spatialAxes(call).length;
    int[] kernel =
        call.integers("kernel_shape").orElseThrow(() -> call.refuse("kernel_shape is missing"));
    if (kernel.length != axes) {
      throw call.refuse(
          "kernel_shape has %d numbers but the input %s has %d spatial axes"
              .formatted(kernel.length, x.shape(), axes));
    }
    return Windows.of(call, kernel, Arrays.copyOfRange(x.shape().toArray(), 2, axes + 2));
  }

  private static List<OnnxValue> maxPool(NodeCall call) {
    Tensor x = call.tensor(0);
    Windows w = windows(call, x);
    boolean ceil = call.flag("ceil_mode", false);
    if (!call.wants(1)) {
      Pool2dOptions plain = plain(w, x, ceil);
      if (plain != null) {
        return call.same(x.maxPool2d(plain));
      }
    }
    double least =
        switch (x.elementType()) {
          case F32, F64, F16, BF16 -> Double.NEGATIVE_INFINITY;
          case I8 -> Byte.MIN_VALUE;
          case U8 -> 0;
          case I32 -> Integer.MIN_VALUE;
          case I64 -> Long.MIN_VALUE;
          case BOOL -> throw call.refuse("truth values have no order; convert them first");
        };
    int[][] offsets = offsets(w);
    Tensor padded = padded(x, w, ceil, least);
    if (!call.wants(1)) {
      return call.same(folded(padded, x, w, ceil, Tensor::maximum));
    }
    Tensor positions = positions(x.shape(), call.flag("storage_order", false));
    Tensor numbers = padded(positions, w, ceil, 0);
    Tensor best = slice(padded, x, w, ceil, offsets[0]);
    Tensor where = slice(numbers, x, w, ceil, offsets[0]);
    for (int i = 1; i < offsets.length; i++) {
      Tensor next = slice(padded, x, w, ceil, offsets[i]);
      Tensor larger = next.greater(best);
      where = slice(numbers, x, w, ceil, offsets[i]).where(larger, where);
      best = next.where(larger, best);
    }
    return List.of(OnnxValue.of(call.type(0), best), OnnxValue.of(OnnxType.INT64, where));
  }

  /// The same windows for the pool of the library; null if it has no such pool.
  private static @Nullable Pool2dOptions plain(Windows w, Tensor x, boolean ceil) {
    boolean fits =
        w.kernel().length == 2
            && x.elementType().isFloating()
            && Arrays.equals(w.before(), w.after())
            && 2 * w.before()[0] <= w.kernel()[0]
            && 2 * w.before()[1] <= w.kernel()[1];
    for (int axis = 0; fits && axis < 2; axis++) {
      fits = w.count(axis, x.shape().size(axis + 2), ceil) > 0;
    }
    if (!fits) {
      return null;
    }
    Pool2dOptions options =
        Pool2dOptions.of(w.kernel()[0], w.kernel()[1])
            .withStride(w.stride()[0], w.stride()[1])
            .withPadding(w.before()[0], w.before()[1])
            .withDilation(w.dilation()[0], w.dilation()[1]);
    return ceil ? options.withCeilMode() : options;
  }

  private static Tensor averagePool(NodeCall call) {
    Tensor x = call.tensor(0);
    Windows w = windows(call, x);
    boolean ceil = call.flag("ceil_mode", false);
    Tensor sum = folded(padded(x, w, ceil, 0), x, w, ceil, Tensor::add);
    int[] one = x.shape().toArray();
    one[0] = 1;
    one[1] = 1;
    Tensor ones = Tensor.ones(x.elementType(), Shape.of(one));
    if (call.flag("count_include_pad", false)) {
      ones =
          MovementOperators.constant(
              ones,
              IndexOperators.joined(new int[2], w.before()),
              IndexOperators.joined(new int[2], w.after()),
              1);
      Tensor wide = MovementOperators.constant(ones, new int[one.length], beyond(x, w, ceil), 0);
      return sum.divide(folded(wide, x, w, ceil, Tensor::add));
    }
    return sum.divide(folded(padded(ones, w, ceil, 0), x, w, ceil, Tensor::add));
  }

  private static Tensor normPool(NodeCall call) {
    Tensor x = call.tensor(0);
    Windows w = windows(call, x);
    boolean ceil = call.flag("ceil_mode", false);
    double p = call.integer("p", 2);
    Tensor sum = folded(padded(x.abs().pow(p), w, ceil, 0), x, w, ceil, Tensor::add);
    return sum.pow(1 / p);
  }

  private static Tensor globalNorm(NodeCall call) {
    double p = call.integer("p", 2);
    return call.tensor(0).abs().pow(p).sum(KeepAxes.YES, spatialAxes(call)).pow(1 / p);
  }

  /// What the last windows reach beyond the padding, which only happens with `ceil`.
  private static int[] beyond(Tensor x, Windows w, boolean ceil) {
    int[] beyond = new int[x.shape().rank()];
    for (int axis = 0; axis < w.kernel().length; axis++) {
      int size = x.shape().size(axis + 2);
      int end = (w.count(axis, size, ceil) - 1) * w.stride()[axis] + w.reach(axis);
      beyond[axis + 2] = Math.max(0, end - size - w.before()[axis] - w.after()[axis]);
    }
    return beyond;
  }

  private static Tensor padded(Tensor x, Windows w, boolean ceil, double value) {
    int[] after = IndexOperators.joined(new int[2], w.after());
    int[] beyond = beyond(x, w, ceil);
    for (int axis = 0; axis < after.length; axis++) {
      after[axis] += beyond[axis];
    }
    int[] before = IndexOperators.joined(new int[2], w.before());
    if (x.elementType() == ElementType.I64 && value == Long.MIN_VALUE) {
      // A double holds this number exactly, but the next smaller range check would not.
      return MovementOperators.constant(x, before, after, -0x1p62);
    }
    return MovementOperators.constant(x, before, after, value);
  }

  private static int[][] offsets(Windows w) {
    Shape kernel = Shape.of(w.kernel());
    int[][] offsets = new int[kernel.count()][w.kernel().length];
    for (int i = 0; i < offsets.length; i++) {
      int rest = i;
      for (int axis = w.kernel().length - 1; axis >= 0; axis--) {
        offsets[i][axis] = rest % w.kernel()[axis];
        rest /= w.kernel()[axis];
      }
    }
    return offsets;
  }

  /// @param x the input before padding
  private static Tensor slice(Tensor padded, Tensor x, Windows w, boolean ceil, int[] offset) {
    Tensor part = padded;
    for (int axis = 0; axis < offset.length; axis++) {
      int count = w.count(axis, x.shape().size(axis + 2), ceil);
      int start = offset[axis] * w.dilation()[axis];
      part = Tensor.apply(new SliceOp(axis + 2, start, w.stride()[axis], count), part);
    }
    return part;
  }

  private static Tensor folded(
      Tensor padded, Tensor x, Windows w, boolean ceil, BinaryOperator<Tensor> rule) {
    int[][] offsets = offsets(w);
    Tensor folded = slice(padded, x, w, ceil, offsets[0]);
    for (int i = 1; i < offsets.length; i++) {
      folded = rule.apply(folded, slice(padded, x, w, ceil, offsets[i]));
    }
    return folded;
  }

  /// The position of each element in C order, or with the first spatial axis running fastest.
  private static Tensor positions(Shape shape, boolean columnFirst) {
    if (!columnFirst) {
      return Tensor.arange(shape.count()).reshape(shape);
    }
    int[] sizes = shape.toArray();
    int rank = sizes.length;
    int[] axes = new int[rank];
    int[] turned = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      axes[axis] = axis < 2 ? axis : rank + 1 - axis;
      turned[axis] = sizes[axes[axis]];
    }
    return Tensor.arange(shape.count()).reshape(Shape.of(turned)).permute(axes);
  }

  private static Tensor maxUnpool(NodeCall call) {
    Tensor x = call.tensor(0);
    int[] sizes = x.shape().toArray();
    int[] usual = sizes.clone();
    int axes = spatialAxes(call).length;
    int[] kernel =
        call.integers("kernel_shape").orElseThrow(() -> call.refuse("kernel_shape is missing"));
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    int[] strides = Windows.sized(call, "strides", ones);
    int[] pads = Windows.sized(call, "pads", new int[2 * axes]);
    for (int i = 0; i < axes; i++) {
      usual[i + 2] = (sizes[i + 2] - 1) * strides[i] + kernel[i] - pads[i] - pads[axes + i];
    }
    Shape inner = Shape.of(usual);
    int count = x.shape().count();
    Tensor index = call.tensor(1).to(ElementType.I64).reshape(count);
    Tensor flat =
        Tensor.zeros(x.elementType(), Shape.of(inner.count())).indexAdd(0, index, x.reshape(count));
    Tensor y = flat.reshape(inner);
    if (!call.has(2)) {
      return y;
    }
    int[] expected = call.integers(2).orElseThrow();
    int[] after = new int[expected.length];
    Arrays.setAll(after, axis -> expected[axis] - usual[axis]);
    return MovementOperators.constant(y, new int[expected.length], after, 0);
  }
}
