package dev.adjoint.formats.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The content of an ONNX file.
///
/// @param irVersion of the file format; 8 is read by every program since 2022
/// @param producer the program that wrote the file, with its version
/// @param opsets the version of each domain of operators; `""` is the domain of ONNX itself
/// @param metadata texts
public record OnnxDocument(
    long irVersion,
    Producer producer,
    Map<String, Long> opsets,
    Map<String, String> metadata,
    OnnxGraph graph,
    List<OnnxFunction> functions) {

  /// The program that wrote a file.
  public record Producer(String name, String version) {}

  /// Copies the lists.
  public OnnxDocument {
    opsets = new LinkedHashMap<>(opsets);
    metadata = new LinkedHashMap<>(metadata);
    functions = List.copyOf(functions);
  }

  /// The version of ONNX's own operators; 1 where the file does not say.
  public int opset() {
    Long version = opsets.get("");
    return Math.toIntExact(version == null ? opsets.getOrDefault("ai.onnx", 1L) : version);
  }
}
