package dev.adjoint.formats.onnx;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// A tensor of a model, whose elements are read on request.
///
/// @param name of the value that it is; empty in an attribute
/// @param stored the elements; empty for texts and for types of less than a byte
/// @param texts the elements of a tensor of texts
public record OnnxTensor(
    String name, OnnxType type, Shape shape, Optional<StoredTensor> stored, List<String> texts) {

  /// Copies the list.
  public OnnxTensor {
    texts = List.copyOf(texts);
  }

  /// A tensor in memory.
  public static OnnxTensor of(String name, Tensor tensor) {
    return new OnnxTensor(
        name,
        OnnxType.of(tensor.elementType()),
        tensor.shape(),
        Optional.of(StoredTensor.of(tensor)),
        List.of());
  }
}
