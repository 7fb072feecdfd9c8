package dev.adjoint.onnx.keras;

import dev.adjoint.formats.keras.KerasFile;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
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
