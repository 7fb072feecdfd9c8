package dev.adjoint.onnx.operator;

import dev.adjoint.formats.onnx.OnnxNode;

/// A node that cannot be computed: `onnx: operator Loop in node /loop: reason; likely fix`.
public final class OperatorException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /// A node and the reason.
  public OperatorException(OnnxNode node, String reason) {
    super("onnx: operator %s in node %s: %s".formatted(node.operator(), node.label(), reason));
  }

  /// The same with a cause.
  public OperatorException(OnnxNode node, String reason, Throwable cause) {
    super(
        "onnx: operator %s in node %s: %s".formatted(node.operator(), node.label(), reason), cause);
  }

  /// Several nodes, or a model, and the reason.
  public OperatorException(String reason) {
    super("onnx: " + reason);
  }
}
