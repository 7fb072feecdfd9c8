package dev.adjoint.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// An open file of named tensors, whose elements are read one tensor at a time.
///
/// The file may be larger than the memory: opening reads names, types and shapes only.
public interface TensorFile extends AutoCloseable {

  /// The file.
  Path path();

  /// The name of the format, such as `safetensors`.
  String format();

  /// The tensors by name, in the order of the file.
  Map<String, StoredTensor> tensors();

  /// The tensors that are the weights of a model, by name: all of them, unless the format knows
  /// which belong to the model.
  ///
  /// @throws FormatException if the file does not say which they are
  default Map<String, StoredTensor> weights() throws FormatException {
    return tensors();
  }

  /// Texts that the file holds beside the tensors.
  Map<String, String> metadata();

  /// Closes the file; tensors that were not read can be read no more.
  @Override
  void close() throws IOException;
}
