package dev.adjoint.formats.registry;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A format of files with named tensors.
public interface TensorFormat {

  /// The name, such as `safetensors`.
  String name();

  /// The file name extensions in lower case, with the dot, the most common one first.
  List<String> endings();

  /// Whether a file looks like this format by its first bytes or its entries.
  boolean matches(FileStart start);

  /// Opens a file for reading one tensor at a time.
  ///
  /// @throws IOException if it is not complete, or the disk fails
  TensorFile open(Path file) throws IOException;

  /// The weights of a model in a file, read as a whole: all tensors, unless the format
  /// distinguishes the weights of the model.
  ///
  /// @throws IOException if the file is not complete, or the disk fails
  default Map<String, Tensor> weights(Path file) throws IOException {
    try (TensorFile open = open(file)) {
      Map<String, Tensor> weights = new LinkedHashMap<>();
      for (Map.Entry<String, StoredTensor> entry : open.weights().entrySet()) {
        weights.put(entry.getKey(), entry.getValue().read());
      }
      return weights;
    }
  }

  /// Writes tensors and texts, replacing a file atomically. Texts are left out if the format cannot
  /// hold them.
  ///
  /// @throws IllegalArgumentException if the format cannot hold a tensor
  /// @throws IOException if a tensor cannot be read or the file cannot be written
  void write(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata)
      throws IOException;
}
