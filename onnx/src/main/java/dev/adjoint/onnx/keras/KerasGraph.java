package dev.adjoint.onnx.keras;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The ONNX graph of a network while it is made.
final class KerasGraph {

  /// A value of the graph.
  ///
  /// @param rank the number of axes
  record Value(String name, int rank) {}

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /// What was made channels-last, in the form before.
  private final Map<String, Value> channelsFirst = new HashMap<>();

  List<OnnxNode> nodes() {
    return nodes;
  }

  List<OnnxTensor> initializers() {
    return List.copyOf(initializers.values());
  }

  /// Adds a node with one result.
  Value node(
      KerasLayer layer,
      String operator,
      int rank,
      Map<String, OnnxAttribute> attributes,
      Value... inputs) {
    return nodes(layer, operator, 1, rank, attributes, inputs).getFirst();
  }

  /// Adds a node with several results of the same rank.
  List<Value> nodes(
      KerasLayer layer,
      String operator,
      int results,
      int rank,
      Map<String, OnnxAttribute> attributes,
      Value... inputs) {
    String base = "/%s/%s".formatted(layer.name(), operator);
    int before = counts.merge(base, 1, Integer::sum) - 1;
    String name = before == 0 ? base : base + "_" + before;
    List<String> from = new ArrayList<>();
    for (Value input : inputs) {
      from.add(input.name());
    }
    List<String> outputs =
        IntStream.range(0, results).mapToObj(i -> "%s_output_%d".formatted(name, i)).toList();
    nodes.add(new OnnxNode(name, operator, "", from, outputs, attributes));
    return outputs.stream().map(output -> new Value(output, rank)).toList();
  }

  /// A weight, named like `dense.kernel`.
  Value weight(KerasLayer layer, String part, Tensor tensor) {
    String name = "%s.%s".formatted(layer.name(), part);
    initializers.putIfAbsent(name, OnnxTensor.of(name, tensor));
    return new Value(name, tensor.shape().rank());
  }

  /// Integers that an operator reads.
  Value wholes(KerasLayer layer, String part, long... values) {
    return weight(layer, part, Tensor.of(values, Shape.of(values.length)));
  }

  /// The value with the channels as its second axis instead of its last one.
  Value channelsFirst(KerasLayer layer, Value x) {
    Value known = channelsFirst.get(x.name());
    if (known != null || x.rank() < 3) {
      return known == null ? x : known;
    }
    long[] axes = new long[x.rank()];
    axes[1] = x.rank() - 1L;
    for (int i = 2; i < axes.length; i++) {
      axes[i] = i - 1L;
    }
    return node(layer, "Transpose", x.rank(), Map.of("perm", list(axes)), x);
  }

  /// The value with the channels as its last axis instead of its second one.
  Value channelsLast(KerasLayer layer, Value x) {
    if (x.rank() < 3) {
      return x;
    }
    long[] axes = new long[x.rank()];
    for (int i = 1; i < axes.length - 1; i++) {
      axes[i] = i + 1L;
    }
    axes[axes.length - 1] = 1;
    Value last = node(layer, "Transpose", x.rank(), Map.of("perm", list(axes)), x);
    channelsFirst.put(last.name(), x);
    return last;
  }

  static OnnxAttribute whole(long value) {
    return new OnnxAttribute.Whole(value);
  }

  static OnnxAttribute real(double value) {
    return new OnnxAttribute.Real((float) value);
  }

  static OnnxAttribute text(String value) {
    return new OnnxAttribute.Text(value);
  }

  static OnnxAttribute list(long... values) {
    return new OnnxAttribute.Wholes(LongStream.of(values).boxed().toList());
  }
}
