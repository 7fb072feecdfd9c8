package dev.adjoint.onnx.operator;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node as it runs: its attributes, its inputs, the version of its operator and the pass.
public final class NodeCall {

  private final OnnxNode node;
  private final int opset;
  private final List<Optional<OnnxValue>> inputs;
  private final List<Optional<Buffer>> buffers;
  private final Pass pass;

  /// A node with its inputs.
  ///
  /// @param opset the version of the operators of the node's domain
  /// @param inputs empty where an optional input is missing
  /// @param buffers the running statistics that an input is, if it is one
  public NodeCall(
      OnnxNode node,
      int opset,
      List<Optional<OnnxValue>> inputs,
      List<Optional<Buffer>> buffers,
      Pass pass) {
    this.node = node;
    this.opset = opset;
    this.inputs = List.copyOf(inputs);
    this.buffers = List.copyOf(buffers);
    this.pass = pass;
  }

  OnnxNode node() {
    return node;
  }

  /// The version of the operators.
  int opset() {
    return opset;
  }

  Pass pass() {
    return pass;
  }

  /// Whether the node asks for this output.
  boolean wants(int output) {
    return output < node.outputs().size() && !node.outputs().get(output).isEmpty();
  }

  int inputs() {
    return inputs.size();
  }

  boolean has(int input) {
    return input < inputs.size() && inputs.get(input).isPresent();
  }

  OnnxValue value(int input) {
    if (!has(input)) {
      throw refuse("input %d is missing; the file is damaged".formatted(input));
    }
    return inputs.get(input).get();
  }

  Tensor tensor(int input) {
    return value(input).tensor();
  }

  OnnxType type(int input) {
    return value(input).type();
  }

  int rank(int input) {
    return tensor(input).shape().rank();
  }

  Optional<Buffer> buffer(int input) {
    return input < buffers.size() ? buffers.get(input) : Optional.empty();
  }

  /// The integers of an input; empty if it is missing.
  Optional<int[]> integers(int input) {
    return has(input) ? Optional.of(ints(value(input).wholes())) : Optional.empty();
  }

  /// The only number of an input, or `otherwise` if it is missing.
  double real(int input, double otherwise) {
    if (!has(input)) {
      return otherwise;
    }
    double[] reals = value(input).reals();
    if (reals.length != 1) {
      throw refuse(
          "input %d must be one number but has shape %s".formatted(input, tensor(input).shape()));
    }
    return reals[0];
  }

  /// The only integer of an input, or `otherwise` if it is missing.
  long whole(int input, long otherwise) {
    if (!has(input)) {
      return otherwise;
    }
    long[] wholes = value(input).wholes();
    if (wholes.length != 1) {
      throw refuse(
          "input %d must be one integer but has shape %s".formatted(input, tensor(input).shape()));
    }
    return wholes[0];
  }

  /// An attribute, or `otherwise` if it is missing.
  long whole(String name, long otherwise) {
    return switch (attribute(name)) {
      case null -> otherwise;
      case OnnxAttribute.Whole(long value) -> value;
      case OnnxAttribute other -> throw kind(name, other, "an integer");
    };
  }

  /// An attribute, or `otherwise` if it is missing.
  int integer(String name, int otherwise) {
    return ints(whole(name, otherwise))[0];
  }

  /// An attribute that is 0 or 1.
  boolean flag(String name, boolean otherwise) {
    return whole(name, otherwise ? 1 : 0) != 0;
  }

  /// An attribute, or `otherwise` if it is missing.
  double real(String name, double otherwise) {
    return switch (attribute(name)) {
      case null -> otherwise;
      case OnnxAttribute.Real(float value) -> value;
      case OnnxAttribute other -> throw kind(name, other, "a number");
    };
  }

  /// An attribute, or `otherwise` if it is missing.
  String text(String name, String otherwise) {
    return switch (attribute(name)) {
      case null -> otherwise;
      case OnnxAttribute.Text(String value) -> value;
      case OnnxAttribute other -> throw kind(name, other, "a text");
    };
  }

  /// An attribute; empty if it is missing.
  Optional<int[]> integers(String name) {
    return switch (attribute(name)) {
      case null -> Optional.empty();
      case OnnxAttribute.Wholes(List<Long> values) ->
          Optional.of(ints(values.stream().mapToLong(Long::longValue).toArray()));
      case OnnxAttribute other -> throw kind(name, other, "a list of integers");
    };
  }

  /// An attribute; empty if it is missing.
  Optional<double[]> reals(String name) {
    return switch (attribute(name)) {
      case null -> Optional.empty();
      case OnnxAttribute.Reals(List<Float> values) ->
          Optional.of(values.stream().mapToDouble(Float::doubleValue).toArray());
      case OnnxAttribute other -> throw kind(name, other, "a list of numbers");
    };
  }

  /// An attribute; empty if it is missing.
  Optional<List<String>> texts(String name) {
    return switch (attribute(name)) {
      case null -> Optional.empty();
      case OnnxAttribute.Texts(List<String> values) -> Optional.of(values);
      case OnnxAttribute other -> throw kind(name, other, "a list of texts");
    };
  }

  /// An attribute; empty if it is missing.
  Optional<OnnxTensor> elements(String name) {
    return switch (attribute(name)) {
      case null -> Optional.empty();
      case OnnxAttribute.Elements(OnnxTensor value) -> Optional.of(value);
      case OnnxAttribute other -> throw kind(name, other, "a tensor");
    };
  }

  boolean hasAttribute(String name) {
    return attribute(name) != null;
  }

  private @Nullable OnnxAttribute attribute(String name) {
    return node.attributes().get(name);
  }

  private OperatorException kind(String name, OnnxAttribute found, String expected) {
    return refuse(
        "the attribute %s is %s but must be %s; the file is damaged"
            .formatted(name, found.kind(), expected));
  }

  /// The error for this node.
  OperatorException refuse(String reason) {
    return new OperatorException(node, reason);
  }

  /// Refuses a computation through which no gradient can go.
  void requireUntracked(int input) {
    if (has(input) && tensor(input).isTracked()) {
      throw refuse(
          "it has no gradient here but its input is computed from parameters; run the model in Tensor.noGrad, or freeze its parameters");
    }
  }

  /// An axis counted from 0.
  int axis(long axis, int rank) {
    long positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw refuse("the axis is %d but must be within %d … %d".formatted(axis, -rank, rank - 1));
    }
    return (int) positive;
  }

  /// Axes counted from 0.
  int[] axes(int[] axes, int rank) {
    int[] positive = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      positive[i] = axis(axes[i], rank);
    }
    return positive;
  }

  /// The second operand of arithmetic. Before version 7 the attribute axis says with which axis of
  /// the first operand it begins.
  Tensor right() {
    Tensor b = tensor(1);
    if (opset >= 7 || !flag("broadcast", false) || !hasAttribute("axis")) {
      return b;
    }
    int rank = rank(0);
    int axis = axis(whole("axis", 0), rank);
    int[] sizes = new int[Math.max(b.shape().rank(), rank - axis)];
    Arrays.fill(sizes, 1);
    System.arraycopy(b.shape().toArray(), 0, sizes, 0, b.shape().rank());
    return b.reshape(Shape.of(sizes));
  }

  /// An input in the element type of the first one.
  Tensor like(int input, Tensor first) {
    return tensor(input).to(first.elementType());
  }

  /// An input that is floating-point numbers.
  Tensor floating(int input) {
    Tensor x = tensor(input);
    return x.elementType().isFloating() ? x : x.to(ElementType.F32);
  }

  /// These integers, which must fit into 32 bits; the largest and least 64-bit numbers, which are
  /// for the end of an axis, become the largest and least of 32 bits.
  int[] ints(long... values) {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = Math.clamp(values[i], Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return ints;
  }

  /// One output of the type of the first input.
  List<OnnxValue> same(Tensor output) {
    return List.of(OnnxValue.of(type(0), output));
  }
}
