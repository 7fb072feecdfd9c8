package dev.adjoint.onnx.keras;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.onnx.keras.KerasGraph.Value;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// One application of a layer, for which a rule adds nodes.
record KerasCall(KerasGraph graph, KerasWeights weights, KerasLayer layer, List<Value> inputs) {

  /// A rule adds the nodes of a layer and gives its result.
  @FunctionalInterface
  interface Rule {
    Value add(KerasCall call) throws IOException;
  }

  /// The only input.
  Value x() throws FormatException {
    if (inputs.size() != 1) {
      throw layer.refuse("it has %d inputs but takes one".formatted(inputs.size()));
    }
    return inputs.getFirst();
  }

  /// The only input, which must have this many axes.
  Value x(int rank) throws FormatException {
    Value x = x();
    if (x.rank() != rank) {
      throw layer.refuse(
          "its input has %d axes but must have %d, the batch among them".formatted(x.rank(), rank));
    }
    return x;
  }

  Tensor read(String part, int index, int rank) throws IOException {
    return weights.read(layer, "", part, index, rank);
  }

  Value weight(String part, Tensor tensor) {
    return graph.weight(layer, part, tensor);
  }

  /// A number that is not trained.
  Value number(String part, double value) {
    return graph.weight(layer, part, Tensor.of(new float[] {(float) value}, Shape.of()));
  }

  Value wholes(String part, long... values) {
    return graph.wholes(layer, part, values);
  }

  Value node(String operator, int rank, Map<String, OnnxAttribute> attributes, Value... from) {
    return graph.node(layer, operator, rank, attributes, from);
  }

  /// A node without attributes whose result has the axes of its first input.
  Value node(String operator, Value... from) {
    return node(operator, from[0].rank(), Map.of(), from);
  }

  /// Adds the bias along the last axis, if the layer has one.
  Value biased(Value y, int index) throws IOException {
    return layer.flag("use_bias", true)
        ? node("Add", y, weight("bias", read("bias", index, 1)))
        : y;
  }

  /// The input with the channels second, whichever way the layer takes them.
  Value channelsFirst(Value x) {
    return layer.isChannelsLast() ? graph.channelsFirst(layer, x) : x;
  }

  /// The way back.
  Value fromChannelsFirst(Value y) {
    return layer.isChannelsLast() ? graph.channelsLast(layer, y) : y;
  }

  /// The setting `activation`, applied to a result with the channels second, in the layer's order.
  Value activatedFromChannelsFirst(Value y) throws IOException {
    String name = ActivationRules.name(layer, "activation");
    return ActivationRules.isElementwise(name)
        ? fromChannelsFirst(ActivationRules.apply(this, name, y))
        : ActivationRules.apply(this, name, fromChannelsFirst(y));
  }

  /// The setting `activation`.
  Value activated(Value y) throws IOException {
    return ActivationRules.apply(this, ActivationRules.name(layer, "activation"), y);
  }
}
