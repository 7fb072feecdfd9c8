package dev.adjoint.cli.run;

import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.tensorboard.LogNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The graph of a network for TensorBoard: a node for each input, parameter and operator. Parts of
/// a path become nested boxes.
final class EventGraph {

  private EventGraph() {}

  static List<LogNode> of(OnnxDocument document) {
    List<LogNode> nodes = new ArrayList<>();
    Map<String, String> makers = new HashMap<>();
    for (OnnxPort input : document.graph().inputs()) {
      makers.put(input.name(), name(input.name()));
      nodes.add(
          new LogNode(name(input.name()), "Input", List.of(), Map.of("type", input.toString())));
    }
    for (OnnxTensor tensor : document.graph().initializers()) {
      String name = name(tensor.name().replace('.', '/'));
      makers.put(tensor.name(), name);
      Map<String, String> shape = new HashMap<>();
      tensor.stored().ifPresent(stored -> shape.put("shape", stored.toString()));
      nodes.add(new LogNode(name, "Parameter", List.of(), shape));
    }
    for (OnnxNode node : document.graph().nodes()) {
      node.outputs().forEach(output -> makers.put(output, name(node.name())));
    }
    for (OnnxNode node : document.graph().nodes()) {
      List<String> inputs =
          node.inputs().stream().filter(makers::containsKey).map(makers::get).toList();
      nodes.add(new LogNode(name(node.name()), node.operator(), inputs, Map.of()));
    }
    for (OnnxPort output : document.graph().outputs()) {
      String maker = makers.get(output.name());
      nodes.add(
          new LogNode(
              "output/" + name(output.name()),
              "Output",
              maker == null ? List.of() : List.of(maker),
              Map.of()));
    }
    return nodes;
  }

  /// A name with the characters that TensorBoard allows, without a leading slash.
  private static String name(String name) {
    return name.replaceAll("^/+", "").replaceAll("[^\\w./>-]", "_");
  }
}
