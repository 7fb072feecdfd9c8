package dev.adjoint.formats;

import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// An open file of named tensors, whose elements are read one tensor at a time.
///
/// The file may be larger than the memory: opening reads only names, types and shapes.
public interface TensorFile extends AutoCloseable {

  /// The file.
  Path path();

  /// The name of the format, such as `safetensors`.
  String format();

  /// The tensors by name, in the order of the file.
  Map<String, StoredTensor> tensors();

  /// The tensors that are the weights of a model, by name: all of them, unless the format
  /// distinguishes the weights of the model.
  ///
  /// @throws FormatException if the file does not distinguish them
  default Map<String, StoredTensor> weights() throws FormatException {
    return tensors();
  }

  /// Reads all tensors in the types they are stored in, as [StoredTensor#readExact] does.
  ///
  /// @throws FormatException if a tensor cannot hold a stored type or value
  /// @throws IOException if the disk fails
  default Map<String, Tensor> readExact() throws IOException {
    Map<String, Tensor> read = new LinkedHashMap<>();
    for (Map.Entry<String, StoredTensor> entry : tensors().entrySet()) {
      read.put(entry.getKey(), entry.getValue().readExact());
    }
    return read;
  }

  /// Texts that the file holds in addition to the tensors.
  Map<String, String> metadata();

  /// Closes the file; its tensors cannot be read afterwards.
  @Override
  void close() throws IOException;
}
