package dev.adjoint.formats.onnx;

import java.util.List;
import java.util.Optional;

/// An input or output of a graph.
///
/// @param type of the elements; empty if the value is not a tensor, or the type is not declared
/// @param kind `tensor`, `sequence`, `map`, `optional` or `sparse tensor`; empty if not declared
/// @param sizes a number, a name such as `batch`, or `?` for each axis; empty if not declared
public record OnnxPort(
    String name, Optional<OnnxType> type, String kind, Optional<List<String>> sizes) {

  /// An undeclared size.
  public static final String UNKNOWN = "?";

  /// Copies the list.
  public OnnxPort {
    sizes = sizes.map(List::copyOf);
  }

  /// A tensor of these sizes.
  public static OnnxPort of(String name, OnnxType type, List<String> sizes) {
    return new OnnxPort(name, Optional.of(type), "tensor", Optional.of(sizes));
  }

  /// Such as `x FLOAT [batch, 3, 32, 32]`.
  @Override
  public String toString() {
    return "%s %s%s"
        .formatted(
            name,
            type.map(OnnxType::toString).orElse(kind.isEmpty() ? "of any type" : kind),
            sizes.map(list -> " [%s]".formatted(String.join(", ", list))).orElse(""));
  }
}
