package dev.adjoint.formats.onnx;

import java.util.List;

/// Nodes in an order in which they can run.
///
/// @param initializers the values in the file, mainly weights
/// @param inputs in old files the initializers too
/// @param values the declared shapes of intermediate values
public record OnnxGraph(
    String name,
    List<OnnxNode> nodes,
    List<OnnxTensor> initializers,
    List<OnnxPort> inputs,
    List<OnnxPort> outputs,
    List<OnnxPort> values) {

  /// Copies the lists.
  public OnnxGraph {
    nodes = List.copyOf(nodes);
    initializers = List.copyOf(initializers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    values = List.copyOf(values);
  }
}
