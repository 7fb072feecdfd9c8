package dev.adjoint.formats.tensorboard;

import java.util.List;
import java.util.Map;

/// A node of a graph in an event file.
///
/// @param name with `/` between the parts of its path, which TensorBoard shows as nested boxes
/// @param operation such as `Gemm`
/// @param inputs the names of the nodes that it reads
/// @param attributes texts that TensorBoard lists beside the node
public record LogNode(
    String name, String operation, List<String> inputs, Map<String, String> attributes) {

  /// Copies the collections.
  public LogNode {
    inputs = List.copyOf(inputs);
    attributes = Map.copyOf(attributes);
  }
}
