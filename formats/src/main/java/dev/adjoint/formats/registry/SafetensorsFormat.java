package dev.adjoint.formats.registry;

import dev.adjoint.formats.Safetensors;
import dev.adjoint.formats.SafetensorsFile;
import dev.adjoint.formats.SafetensorsWriter;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// safetensors, also with an index of several files.
final class SafetensorsFormat implements TensorFormat {

  private static final int BRACE = 8;

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public List<String> endings() {
    return List.of(".safetensors", ".safetensors.index.json");
  }

  @Override
  public boolean matches(FileStart start) {
    return start.name().endsWith(".index.json")
        || (start.bytes().size() > BRACE && start.bytes().get(BRACE) == '{');
  }

  @Override
  public TensorFile open(Path file) throws IOException {
    return SafetensorsFile.open(file);
  }

  /// Also checks the digest, if the file has one.
  @Override
  public Map<String, Tensor> weights(Path file) throws IOException {
    return Safetensors.read(file).tensors();
  }

  @Override
  public void write(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    // Readers of weights check this text.
    Map<String, String> texts = new LinkedHashMap<>(Map.of("format", "pt"));
    texts.putAll(metadata);
    if (FileStart.lowerName(file).endsWith(".json")) {
      SafetensorsWriter.writeSharded(file, tensors, texts, SafetensorsWriter.USUAL_SHARD);
    } else {
      SafetensorsWriter.write(file, tensors, texts);
    }
  }
}
