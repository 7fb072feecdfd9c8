package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.movement.SliceOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The same elements at other positions: transposed, cut, joined, padded, repeated.
final class MovementOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          same("Transpose", MovementOperators::transpose),
          same("Concat", MovementOperators::concat),
          OperatorRow.of("Split", MovementOperators::split),
          same("Slice", MovementOperators::slice),
          same("Pad", MovementOperators::pad),
          same("Tile", call -> call.tensor(0).repeat(call.integers(1).orElseThrow())),
          same("Trilu", MovementOperators::triangle),
          same("DepthToSpace", MovementOperators::depthToSpace),
          same("SpaceToDepth", MovementOperators::spaceToDepth),
          same("ReverseSequence", MovementOperators::reverseSequence));

  private MovementOperators() {}

  private static Tensor transpose(NodeCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    int[] reversed = new int[rank];
    Arrays.setAll(reversed, axis -> rank - 1 - axis);
    return x.permute(call.integers("perm").orElse(reversed));
  }

  private static Tensor concat(NodeCall call) {
    Tensor[] parts = new Tensor[call.inputs()];
    Arrays.setAll(parts, call::tensor);
    long axis = call.whole("axis", call.opset() < 4 ? 1 : 0);
    return Tensor.concat(call.axis(axis, parts[0].shape().rank()), parts);
  }

  private static List<OnnxValue> split(NodeCall call) {
    Tensor x = call.tensor(0);
    int axis = call.axis(call.whole("axis", 0), x.shape().rank());
    int size = x.shape().size(axis);
    Optional<int[]> given = call.opset() < 13 ? call.integers("split") : call.integers(1);
    int[] sizes = given.orElseGet(() -> equalParts(call, size));
    List<OnnxValue> parts = new ArrayList<>();
    for (Tensor part : x.split(axis, sizes)) {
      parts.add(OnnxValue.of(call.type(0), part));
    }
    return parts;
  }

  /// Parts of equal length; the last one may be shorter.
  private static int[] equalParts(NodeCall call, int size) {
    int parts = call.integer("num_outputs", call.node().outputs().size());
    if (parts < 1) {
      throw call.refuse("the number of parts is %d but must be at least 1".formatted(parts));
    }
    int length = (size + parts - 1) / parts;
    int[] sizes = new int[parts];
    for (int i = 0; i < parts; i++) {
      sizes[i] = Math.clamp((long) size - (long) i * length, 0, length);
    }
    return sizes;
  }

  private static Tensor slice(NodeCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    boolean attributes = call.opset() < 10;
    int[] starts = required(call, attributes, "starts", 1);
    int[] ends = required(call, attributes, "ends", 2);
    int[] all = new int[starts.length];
    Arrays.setAll(all, i -> i);
    int[] axes = (attributes ? call.integers("axes") : call.integers(3)).orElse(all);
    int[] ones = new int[starts.length];
    Arrays.fill(ones, 1);
    int[] steps = attributes ? ones : call.integers(4).orElse(ones);
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps.length != starts.length) {
      throw call.refuse(
          "there are %d starts, %d ends, %d axes and %d steps; there must be as many of each"
              .formatted(starts.length, ends.length, axes.length, steps.length));
    }
    for (int i = 0; i < starts.length; i++) {
      x = cut(call, x, call.axis(axes[i], rank), starts[i], ends[i], steps[i]);
    }
    return x;
  }

  private static int[] required(NodeCall call, boolean attribute, String name, int input) {
    return (attribute ? call.integers(name) : call.integers(input))
        .orElseThrow(() -> call.refuse("the %s are missing".formatted(name)));
  }

  private static Tensor cut(NodeCall call, Tensor x, int axis, int start, int end, int step) {
    if (step == 0) {
      throw call.refuse("the step is 0; give another one");
    }
    int size = x.shape().size(axis);
    long from = start < 0 ? (long) start + size : start;
    long to = end < 0 ? (long) end + size : end;
    long count;
    if (step > 0) {
      from = Math.clamp(from, 0, size);
      to = Math.clamp(to, 0, size);
      count = (to - from + step - 1) / step;
    } else {
      from = Math.clamp(from, 0, Math.max(0, size - 1));
      to = Math.clamp(to, -1, Math.max(0, size - 1));
      count = size == 0 ? 0 : (from - to - (long) step - 1) / -(long) step;
    }
    if (count <= 0) {
      return x.slice(axis, 0, 0);
    }
    return count == size && step == 1
        ? x
        : Tensor.apply(new SliceOp(axis, (int) from, step, (int) count), x);
  }

  private static Tensor pad(NodeCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    int[] given =
        (call.opset() < 11
                ? call.integers("pads").or(() -> call.integers("paddings"))
                : call.integers(1))
            .orElseThrow(() -> call.refuse("the pads are missing"));
    int[] axes = new int[rank];
    Arrays.setAll(axes, i -> i);
    if (call.opset() >= 18 && call.has(3)) {
      axes = call.axes(call.integers(3).orElseThrow(), rank);
    }
    if (given.length != 2 * axes.length) {
      throw call.refuse(
          "there are %d pads for %d axes; give two for each".formatted(given.length, axes.length));
    }
    int[] before = new int[rank];
    int[] after = new int[rank];
    for (int i = 0; i < axes.length; i++) {
      before[axes[i]] = given[i];
      after[axes[i]] = given[axes.length + i];
    }
    String mode = call.text("mode", "constant");
    if (mode.equals("constant")) {
      double value = call.opset() < 11 ? call.real("value", 0) : call.real(2, 0);
      return constant(x, before, after, value);
    }
    for (int axis = 0; axis < rank; axis++) {
      if (before[axis] != 0 || after[axis] != 0) {
        x = repeated(call, x, axis, before[axis], after[axis], mode);
      }
    }
    return x;
  }

  /// A frame of one number; negative amounts cut away.
  static Tensor constant(Tensor x, int[] before, int[] after, double value) {
    int rank = x.shape().rank();
    int last = -1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      if (before[axis] != 0 || after[axis] != 0) {
        last = axis;
      }
    }
    if (last < 0) {
      return x;
    }
    int[] amounts = new int[2 * (rank - last)];
    for (int axis = last; axis < rank; axis++) {
      amounts[2 * (rank - 1 - axis)] = before[axis];
      amounts[2 * (rank - 1 - axis) + 1] = after[axis];
    }
    if (x.elementType() == ElementType.BOOL) {
      return x.to(ElementType.I32).pad(value, amounts).notEqual(0);
    }
    return x.pad(value, amounts);
  }

  private static Tensor repeated(
      NodeCall call, Tensor x, int axis, int before, int after, String mode) {
    int size = x.shape().size(axis);
    if (size == 0) {
      throw call.refuse("axis %d has no elements to repeat (shape %s)".formatted(axis, x.shape()));
    }
    long[] index = new long[Math.max(0, before + size + after)];
    for (int i = 0; i < index.length; i++) {
      int at = i - before;
      index[i] =
          switch (mode) {
            case "edge" -> Math.clamp(at, 0, size - 1);
            case "wrap" -> Math.floorMod(at, size);
            case "reflect" -> mirrored(at, size);
            default ->
                throw call.refuse(
                    "the mode is \"%s\" but must be constant, reflect, edge or wrap"
                        .formatted(mode));
          };
    }
    return x.indexSelect(axis, Tensor.of(index));
  }

  /// The index after reflections at the first and the last element, which are not repeated.
  private static int mirrored(int at, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int within = Math.floorMod(at, period);
    return within < size ? within : period - within;
  }

  private static Tensor triangle(NodeCall call) {
    Tensor x = call.tensor(0);
    int k = call.ints(call.whole(1, 0))[0];
    boolean upper = call.flag("upper", true);
    if (x.elementType() == ElementType.BOOL) {
      Tensor numbers = x.to(ElementType.I32);
      return (upper ? numbers.triu(k) : numbers.tril(k)).notEqual(0);
    }
    return upper ? x.triu(k) : x.tril(k);
  }

  private static Tensor depthToSpace(NodeCall call) {
    Tensor x = call.tensor(0);
    int block = block(call, x);
    int[] n = x.shape().toArray();
    int channels = n[1] / (block * block);
    boolean columnFirst = call.text("mode", "DCR").equals("CRD");
    Tensor parts =
        columnFirst
            ? x.reshape(n[0], channels, block, block, n[2], n[3]).permute(0, 1, 4, 2, 5, 3)
            : x.reshape(n[0], block, block, channels, n[2], n[3]).permute(0, 3, 4, 1, 5, 2);
    return parts.reshape(n[0], channels, n[2] * block, n[3] * block);
  }

  private static Tensor spaceToDepth(NodeCall call) {
    Tensor x = call.tensor(0);
    int block = block(call, x);
    int[] n = x.shape().toArray();
    return x.reshape(n[0], n[1], n[2] / block, block, n[3] / block, block)
        .permute(0, 3, 5, 1, 2, 4)
        .reshape(n[0], n[1] * block * block, n[2] / block, n[3] / block);
  }

  private static int block(NodeCall call, Tensor x) {
    int block = call.integer("blocksize", 1);
    if (x.shape().rank() != 4 || block < 1) {
      throw call.refuse(
          "the input must have four axes and the block at least one element (shape %s, block %d)"
              .formatted(x.shape(), block));
    }
    return block;
  }

  /// Reverses the first elements of the time axis, another number of them for each sequence.
  private static Tensor reverseSequence(NodeCall call) {
    Tensor x = call.tensor(0);
    int time = call.integer("time_axis", 0);
    int batch = call.integer("batch_axis", 1);
    int[] lengths = call.integers(1).orElseThrow();
    Shape shape = x.shape();
    Tensor[] sequences = new Tensor[shape.size(batch)];
    for (int b = 0; b < sequences.length; b++) {
      long[] index = new long[shape.size(time)];
      for (int t = 0; t < index.length; t++) {
        index[t] = t < lengths[b] ? lengths[b] - 1 - t : t;
      }
      sequences[b] = x.slice(batch, b, b + 1).indexSelect(time, Tensor.of(index));
    }
    return Tensor.concat(batch, sequences);
  }
}
