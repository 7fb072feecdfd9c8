package dev.adjoint.formats.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One application of an operator in a graph.
///
/// @param name often empty
/// @param operator such as `Conv`
/// @param domain of the operator; empty for the operators of ONNX itself
/// @param inputs names of values; empty if an optional one is missing
/// @param outputs names of values; empty if an output is not used
public record OnnxNode(
    String name,
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, OnnxAttribute> attributes) {

  /// Copies the lists.
  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = new LinkedHashMap<>(attributes);
  }

  /// The name, or the first output of a node without one.
  public String label() {
    if (!name.isEmpty()) {
      return name;
    }
    return outputs.isEmpty() ? operator : "that makes " + outputs.getFirst();
  }
}
