package dev.adjoint.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShardsTest {

  @TempDir private Path folder;

  @Test
  void tensorsAreDividedAmongFilesAndReadAgain() throws IOException {
    Path index = folder.resolve("模型 a.safetensors.index.json");
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      tensors.put("layer." + i, StoredTensor.of(Tensor.of((float) i, 1f)));
    }
    tensors.put("large", StoredTensor.of(Tensor.zeros(10)));

    List<Path> files = SafetensorsWriter.writeSharded(index, tensors, Map.of("format", "pt"), 16);

    assertThat(files.stream().map(file -> file.getFileName().toString()))
        .containsExactly(
            "模型 a-00001-of-00004.safetensors",
            "模型 a-00002-of-00004.safetensors",
            "模型 a-00003-of-00004.safetensors",
            "模型 a-00004-of-00004.safetensors",
            "模型 a.safetensors.index.json");
    JsonNode root = new JsonMapper().readTree(Files.readString(index));
    assertThat(root.at("/metadata/total_size").longValue()).isEqualTo(80);
    assertThat(root.get("weight_map").get("layer.2").stringValue())
        .isEqualTo("模型 a-00002-of-00004.safetensors");
    Map<String, Tensor> read = Safetensors.read(index).tensors();
    assertThat(read.keySet()).containsExactlyElementsOf(tensors.keySet());
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      assertThat(Objects.requireNonNull(read.get(entry.getKey())).toFloatArray())
          .containsExactly(entry.getValue().read().toFloatArray());
    }
  }

  @Test
  void anIndexOfAnotherNameIsRefused() {
    assertThatThrownBy(
            () -> SafetensorsWriter.writeSharded(Path.of("a.json"), Map.of(), Map.of(), 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "safetensors: an index must end in .safetensors.index.json and its files have at least 1 byte, but a.json and 100 are given");
  }
}
