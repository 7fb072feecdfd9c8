package dev.adjoint.onnx.keras;

import dev.adjoint.formats.keras.KerasFile;
import dev.adjoint.tensor.Tensor;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.lang.reflect.Array;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Stored files of Keras, and files with the weights of one of them and another configuration.
final class KerasFiles {

  private KerasFiles() {}

  static Path stored(String name) {
    try {
      return Path.of(Objects.requireNonNull(KerasFiles.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }

  static Tensor weight(Path file, String name) throws IOException {
    try (KerasFile open = KerasFile.open(file)) {
      return Objects.requireNonNull(open.tensors().get(name), name).read();
    }
  }

  /// A copy of a stored archive with this configuration.
  static Path withConfig(Path folder, String stored, String config) throws IOException {
    Path file = Files.createTempFile(folder, "模型 m", ".keras");
    try (ZipFile from = new ZipFile(stored(stored).toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        if (entry.getName().equals("config.json")) {
          out.write(config.getBytes(StandardCharsets.UTF_8));
        } else {
          from.getInputStream(entry).transferTo(out);
        }
      }
    }
    return file;
  }

  /// An archive with this configuration and these weights, by their paths in `model.weights.h5`.
  static Path withWeights(Path folder, String config, Map<String, Tensor> weights)
      throws IOException {
    Path numbers = Files.createTempFile(folder, "w", ".h5");
    try (WritableHdfFile file = HdfFile.write(numbers)) {
      for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
        List<String> path = List.of(weight.getKey().split("/"));
        WritableGroup group = file;
        for (String name : path.subList(0, path.size() - 1)) {
          group = inside(group, name);
        }
        group.putDataset(path.getLast(), array(weight.getValue()));
      }
    }
    Path archive = Files.createTempFile(folder, "层 l", ".keras");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      out.putNextEntry(new ZipEntry("config.json"));
      out.write(config.getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new ZipEntry("model.weights.h5"));
      Files.copy(numbers, out);
    }
    return archive;
  }

  private static WritableGroup inside(WritableGroup group, String name) {
    return group.getChildren().get(name) instanceof WritableGroup known
        ? known
        : group.putGroup(name);
  }

  /// The numbers as an array of arrays.
  private static Object array(Tensor x) {
    if (x.shape().rank() == 1) {
      return x.toFloatArray();
    }
    Object[] parts = new Object[x.shape().size(0)];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = array(x.select(0, i));
    }
    Object typed = Array.newInstance(parts[0].getClass(), parts.length);
    System.arraycopy(parts, 0, typed, 0, parts.length);
    return typed;
  }

  /// A functional model whose last layer is its output.
  static String functional(String... layers) {
    String last = layers[layers.length - 1];
    String name = last.replaceAll("(?s).*\"config\": \\{\"name\": \"(\\w+)\".*", "$1");
    return """
    {"class_name": "Functional", "config": {"layers": [%s], "output_layers": [["%s", 0, 0]]}}
    """
        .formatted(String.join(", ", layers), name);
  }

  static String input(String name, int... sizes) {
    String shape =
        Stream.concat(Stream.of("null"), Arrays.stream(sizes).mapToObj(Integer::toString))
            .collect(Collectors.joining(", "));
    return """
    {"class_name": "InputLayer", "config": {"name": "%s", "batch_shape": [%s]}, "inbound_nodes": []}
    """
        .formatted(name, shape);
  }

  /// A layer that is called once, with one tensor or a list of tensors.
  static String layer(String type, String name, String settings, String... inputs) {
    String tensors =
        Stream.of(inputs)
            .map(
                "{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"%s\", 0, 0]}}"
                    ::formatted)
            .collect(Collectors.joining(", "));
    return """
    {"class_name": "%s", "config": {"name": "%s"%s},
     "inbound_nodes": [{"args": [%s], "kwargs": {}}]}
    """
        .formatted(
            type,
            name,
            settings.isEmpty() ? "" : ", " + settings,
            inputs.length == 1 ? tensors : "[" + tensors + "]");
  }
}
