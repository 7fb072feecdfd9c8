package dev.adjoint.formats.onnx;

import java.util.List;
import java.util.Map;

/// An operator that a model defines with nodes.
///
/// @param opsets the version of each domain that the nodes use
/// @param attributes the names of attributes that a call must give
public record OnnxFunction(
    String name,
    String domain,
    List<String> inputs,
    List<String> outputs,
    List<String> attributes,
    List<OnnxNode> nodes,
    Map<String, Long> opsets) {

  /// Copies the lists.
  public OnnxFunction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = List.copyOf(attributes);
    nodes = List.copyOf(nodes);
    opsets = Map.copyOf(opsets);
  }
}
