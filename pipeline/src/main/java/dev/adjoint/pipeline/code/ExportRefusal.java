package dev.adjoint.pipeline.code;

/// A model that cannot be written as Java source, or whose preparation cannot be put into a graph
/// of ONNX. The message names the part and what to do.
public final class ExportRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ExportRefusal(String message) {
    super("export: " + message);
  }
}
