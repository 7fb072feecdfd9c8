package dev.adjoint.onnx.export;

/// Writes one operation as nodes.
@FunctionalInterface
interface ExportRule {

  /// Adds the nodes and names the result.
  void write(StepExport step);
}
