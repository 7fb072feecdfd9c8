package dev.adjoint.formats.registry;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.keras.KerasFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Files of Keras, which are read only.
final class KerasFormat implements TensorFormat {

  @Override
  public String name() {
    return "Keras";
  }

  @Override
  public List<String> endings() {
    return List.of(".keras", ".h5");
  }

  @Override
  public boolean matches(FileStart start) {
    return start.begins(0x89, 'H', 'D', 'F') || start.entries().contains("model.weights.h5");
  }

  @Override
  public TensorFile open(Path file) throws IOException {
    return KerasFile.open(file);
  }

  @Override
  public void write(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    throw new IllegalArgumentException(
        "keras: %s cannot be written, because files of Keras are only read; name a file that ends in .safetensors"
            .formatted(file));
  }
}
