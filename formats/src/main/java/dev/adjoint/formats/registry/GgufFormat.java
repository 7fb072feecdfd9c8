package dev.adjoint.formats.registry;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.gguf.GgufFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Files of llama.cpp, which are read only.
final class GgufFormat implements TensorFormat {

  @Override
  public String name() {
    return "GGUF";
  }

  @Override
  public List<String> endings() {
    return List.of(".gguf");
  }

  @Override
  public boolean matches(FileStart start) {
    return start.begins('G', 'G', 'U', 'F');
  }

  @Override
  public TensorFile open(Path file) throws IOException {
    return GgufFile.open(file);
  }

  @Override
  public void write(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    throw new IllegalArgumentException(
        "gguf: %s cannot be written, because GGUF files are only read; name a file that ends in .safetensors"
            .formatted(file));
  }
}
