package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Shapes as values, constants, and the same elements under another shape.
final class ShapeOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          OperatorRow.of("Shape", ShapeOperators::shape),
          OperatorRow.of(
              "Size",
              call -> one(OnnxType.INT64, Tensor.scalar((long) call.tensor(0).shape().count()))),
          OperatorRow.of("Constant", ShapeOperators::constant),
          OperatorRow.of("ConstantOfShape", ShapeOperators::constantOfShape),
          OperatorRow.of("EyeLike", ShapeOperators::eyeLike),
          OperatorRow.of("Range", ShapeOperators::range),
          same("Reshape", ShapeOperators::reshape),
          same("Flatten", ShapeOperators::flatten),
          same("Squeeze", ShapeOperators::squeeze),
          same("Unsqueeze", ShapeOperators::unsqueeze),
          same("Expand", ShapeOperators::expand));

  private ShapeOperators() {}

  private static List<OnnxValue> one(OnnxType type, Tensor tensor) {
    return List.of(OnnxValue.of(type, tensor));
  }

  private static List<OnnxValue> shape(NodeCall call) {
    int[] sizes = call.tensor(0).shape().toArray();
    int start = bound(call.whole("start", 0), sizes.length);
    int end = bound(call.whole("end", sizes.length), sizes.length);
    long[] chosen = new long[Math.max(0, end - start)];
    Arrays.setAll(chosen, i -> sizes[start + i]);
    return one(OnnxType.INT64, Tensor.of(chosen));
  }

  private static int bound(long index, int rank) {
    return Math.clamp(index < 0 ? index + rank : index, 0, rank);
  }

  private static List<OnnxValue> constant(NodeCall call) {
    Optional<OnnxTensor> elements = call.elements("value");
    if (elements.isPresent()) {
      return List.of(read(call, elements.get()));
    }
    if (call.hasAttribute("value_float")) {
      return one(OnnxType.FLOAT, Tensor.scalar(call.real("value_float", 0)));
    }
    if (call.hasAttribute("value_int")) {
      return one(OnnxType.INT64, Tensor.scalar(call.whole("value_int", 0)));
    }
    Optional<double[]> reals = call.reals("value_floats");
    if (reals.isPresent()) {
      return one(OnnxType.FLOAT, Tensor.of(reals.get()));
    }
    Optional<int[]> integers = call.integers("value_ints");
    if (integers.isPresent()) {
      return one(OnnxType.INT64, Tensor.of(integers.get()));
    }
    throw call.refuse("the constant is a text or sparse; export the model with dense numbers");
  }

  /// A tensor of the file as a value.
  static OnnxValue read(NodeCall call, OnnxTensor tensor) {
    if (tensor.stored().isEmpty() || tensor.type().element().isEmpty()) {
      throw call.refuse(
          "a constant has the type %s, which no tensor holds".formatted(tensor.type()));
    }
    try {
      return OnnxValue.of(tensor.type(), tensor.stored().get().read());
    } catch (IOException e) {
      throw new OperatorException(call.node(), String.valueOf(e.getMessage()), e);
    }
  }

  private static List<OnnxValue> constantOfShape(NodeCall call) {
    Shape shape = Shape.of(call.integers(0).orElseThrow());
    Optional<OnnxTensor> element = call.elements("value");
    if (element.isEmpty()) {
      return one(OnnxType.FLOAT, Tensor.zeros(shape));
    }
    OnnxValue value = read(call, element.get());
    Tensor one = value.tensor().reshape(Shape.SCALAR);
    return one(value.type(), one.expand(shape));
  }

  private static List<OnnxValue> eyeLike(NodeCall call) {
    Shape shape = call.tensor(0).shape();
    if (shape.rank() != 2) {
      throw call.refuse("the input must be a matrix but has shape %s".formatted(shape));
    }
    OnnxType type =
        call.hasAttribute("dtype")
            ? OnnxType.of(call.whole("dtype", 0)).orElse(call.type(0))
            : call.type(0);
    int k = call.integer("k", 0);
    Tensor rows = Tensor.arange(shape.size(0)).unsqueeze(1);
    Tensor columns = Tensor.arange(shape.size(1));
    return one(type, columns.subtract(rows).eq(k));
  }

  private static List<OnnxValue> range(NodeCall call) {
    ElementType type = call.tensor(0).elementType();
    if (!type.isFloating()) {
      long step = call.whole(2, 1);
      requireStep(call, step != 0);
      return one(call.type(0), Tensor.arange(call.whole(0, 0), call.whole(1, 0), step));
    }
    double start = call.real(0, 0);
    double step = call.real(2, 1);
    requireStep(call, step != 0);
    int count = (int) Math.max(0, Math.ceil((call.real(1, 0) - start) / step));
    Tensor steps = Tensor.arange(count).to(type);
    return one(call.type(0), steps.multiply(step).add(start));
  }

  private static void requireStep(NodeCall call, boolean holds) {
    if (!holds) {
      throw call.refuse("the step is 0; give another one");
    }
  }

  private static Tensor reshape(NodeCall call) {
    Tensor x = call.tensor(0);
    int[] sizes =
        (call.opset() < 5 ? call.integers("shape") : call.integers(1)).orElseThrow().clone();
    boolean allowZero = call.flag("allowzero", false);
    long known = 1;
    int open = -1;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == 0 && !allowZero) {
        if (axis >= x.shape().rank()) {
          throw call.refuse(
              "size %d of the target %s is 0, which copies a size, but the input has shape %s"
                  .formatted(axis, Arrays.toString(sizes), x.shape()));
        }
        sizes[axis] = x.shape().size(axis);
      }
      if (sizes[axis] == -1) {
        open = axis;
      } else {
        known *= sizes[axis];
      }
    }
    if (open >= 0) {
      sizes[open] = known == 0 ? 0 : (int) (x.shape().count() / known);
    }
    return x.reshape(Shape.of(sizes));
  }

  private static Tensor flatten(NodeCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    long given = call.whole("axis", 1);
    int axis = Math.clamp(given < 0 ? given + rank : given, 0, rank);
    int rows = 1;
    int columns = 1;
    for (int i = 0; i < rank; i++) {
      if (i < axis) {
        rows *= x.shape().size(i);
      } else {
        columns *= x.shape().size(i);
      }
    }
    return x.reshape(rows, columns);
  }

  private static Optional<int[]> axes(NodeCall call) {
    return call.opset() < 13 ? call.integers("axes") : call.integers(1);
  }

  private static Tensor squeeze(NodeCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    Optional<int[]> axes = axes(call);
    TreeSet<Integer> removed = new TreeSet<>();
    for (int axis = 0; axes.isEmpty() && axis < rank; axis++) {
      if (x.shape().size(axis) == 1) {
        removed.add(axis);
      }
    }
    for (int axis : axes.orElse(new int[0])) {
      int positive = call.axis(axis, rank);
      if (x.shape().size(positive) != 1) {
        throw call.refuse(
            "axis %d of %s has more than one element and cannot be taken away"
                .formatted(axis, x.shape()));
      }
      removed.add(positive);
    }
    int[] sizes = new int[rank - removed.size()];
    int at = 0;
    for (int axis = 0; axis < rank; axis++) {
      if (!removed.contains(axis)) {
        sizes[at++] = x.shape().size(axis);
      }
    }
    return x.reshape(Shape.of(sizes));
  }

  private static Tensor unsqueeze(NodeCall call) {
    Tensor x = call.tensor(0);
    int[] axes = axes(call).orElseThrow(() -> call.refuse("the axes are missing"));
    int rank = x.shape().rank() + axes.length;
    TreeSet<Integer> added = new TreeSet<>();
    for (int axis : axes) {
      if (!added.add(call.axis(axis, rank))) {
        throw call.refuse("axis %d is added twice".formatted(axis));
      }
    }
    int[] sizes = new int[rank];
    int at = 0;
    for (int axis = 0; axis < rank; axis++) {
      sizes[axis] = added.contains(axis) ? 1 : x.shape().size(at++);
    }
    return x.reshape(Shape.of(sizes));
  }

  private static Tensor expand(NodeCall call) {
    Tensor x = call.tensor(0);
    Shape target = Shape.of(call.integers(1).orElseThrow());
    return x.expand(Shape.broadcast("expand", x.shape(), target));
  }
}
