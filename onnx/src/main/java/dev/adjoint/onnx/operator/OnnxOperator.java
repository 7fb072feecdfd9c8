package dev.adjoint.onnx.operator;

import java.util.List;

/// Computes the outputs of one node.
@FunctionalInterface
public interface OnnxOperator {

  /// The outputs in order; more than the node asks for are left out.
  List<OnnxValue> run(NodeCall call);
}
