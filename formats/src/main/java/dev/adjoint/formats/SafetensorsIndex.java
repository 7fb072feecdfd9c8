package dev.adjoint.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The index of weights in several safetensors files: `weight_map` maps tensors to files.
///
/// The files are in the folder of the index; a name that leads anywhere else is refused. Each file
/// must hold exactly the tensors that the index lists for it.
///
/// @param fileOf the file's name by the tensor's name
/// @param metadata the texts and numbers of the index's `metadata`, as texts
record SafetensorsIndex(Map<String, String> fileOf, Map<String, String> metadata) {

  private static final String AGAIN = "fetch or save the files again";

  static boolean isNameOfIndex(Path file) {
    Path name = file.getFileName();
    return name != null && name.toString().endsWith(".index.json");
  }

  static SafetensorsIndex read(Path file) throws IOException {
    ReadableFile.require(file, "safetensors index");
    long size = Files.size(file);
    if (size > SafetensorsHeader.LARGEST) {
      throw new FormatException(
          file,
          "an index has at most %d bytes but this file has %d; %s"
              .formatted(SafetensorsHeader.LARGEST, size, AGAIN));
    }
    JsonNode root;
    try {
      root = SafetensorsHeader.JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new FormatException(
          file, "the index is not JSON (%s); %s".formatted(e.getOriginalMessage(), AGAIN), e);
    }
    Map<String, String> fileOf = new LinkedHashMap<>();
    JsonNode map = root.path("weight_map");
    if (!map.isObject()) {
      throw new FormatException(
          file,
          "weight_map must map tensors to files but is %s; %s"
              .formatted(SafetensorsHeader.brief(map), AGAIN));
    }
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      fileOf.put(entry.getKey(), fileName(file, entry));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("metadata").properties()) {
      if (entry.getValue().isValueNode()) {
        metadata.put(entry.getKey(), entry.getValue().asString());
      }
    }
    return new SafetensorsIndex(fileOf, metadata);
  }

  private static String fileName(Path file, Map.Entry<String, JsonNode> entry)
      throws FormatException {
    JsonNode node = entry.getValue();
    String name = node.isString() ? node.stringValue() : "";
    boolean plain =
        !name.isEmpty()
            && !name.equals(".")
            && !name.equals("..")
            && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c == 0);
    if (!plain) {
      throw new FormatException(
          file,
          "tensor %s is in %s but that is not the name of a file in the same folder; %s"
              .formatted(entry.getKey(), SafetensorsHeader.brief(node), AGAIN));
    }
    return name;
  }

  /// The names of the files, each once, in the order of the index.
  List<String> files() {
    return new ArrayList<>(new LinkedHashSet<>(fileOf.values()));
  }

  /// Compares the tensors of a file with those that this index lists for it.
  void requireSame(Path index, String name, Set<String> present) throws FormatException {
    Set<String> missing = new TreeSet<>();
    Set<String> unexpected = new TreeSet<>(present);
    fileOf.forEach((tensor, file) -> {
      if (file.equals(name) && !unexpected.remove(tensor)) {
        missing.add(tensor);
      }
    });
    if (!missing.isEmpty() || !unexpected.isEmpty()) {
      String tensor = missing.isEmpty() ? unexpected.iterator().next() : missing.iterator().next();
      throw new FormatException(
          index,
          missing.isEmpty()
              ? "%s holds tensor %s but the index does not list it there; %s"
                  .formatted(name, tensor, AGAIN)
              : "tensor %s should be in %s but is not; %s".formatted(tensor, name, AGAIN));
    }
  }
}
