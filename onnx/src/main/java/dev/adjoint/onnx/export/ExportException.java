package dev.adjoint.onnx.export;

/// A model that cannot be written as ONNX: `export: reason; likely fix`, and the layer in which it
/// happened.
public final class ExportException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /// The reason, in which layer.
  ///
  /// @param path empty outside of layers
  ExportException(String reason, String path) {
    super("export: " + reason + (path.isEmpty() ? "" : "\nin " + path));
  }
}
