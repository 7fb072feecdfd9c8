package dev.adjoint.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a safetensors file, one tensor at a time.
public final class SafetensorsWriter {

  private static final JsonMapper JSON = new JsonMapper();

  private SafetensorsWriter() {}

  /// Writes tensors and texts, replacing the file atomically. The metadata contains a digest of
  /// tensors and texts if all tensors have types that can be read.
  ///
  /// @throws IOException if a tensor cannot be read or the file cannot be written
  public static void write(
      Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(tensors, metadata);
    AtomicFile.write(
        file,
        out -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(header.length).array());
          out.write(header);
          for (StoredTensor tensor : tensors.values()) {
            tensor.copyTo(out);
          }
        });
  }

  /// The largest file that [#writeSharded] writes unless told otherwise: 5 GB, as is usual.
  public static final long USUAL_SHARD = 5_000_000_000L;

  private static final String INDEX = ".safetensors.index.json";

  /// Writes tensors into several files and an index that says which file holds which tensor:
  /// `model-00001-of-00003.safetensors` and so on beside `model.safetensors.index.json`. Tensors
  /// keep their order; a file ends before it would become longer than allowed, so only a single
  /// tensor can be longer. The index is written last.
  ///
  /// @param index its name ends in `.safetensors.index.json`
  /// @param longest the most bytes of tensors in a file, at least 1
  /// @return the files, the index last
  /// @throws IllegalArgumentException if the name of the index has another ending
  /// @throws IOException if a tensor cannot be read or a file cannot be written
  public static List<Path> writeSharded(
      Path index, Map<String, StoredTensor> tensors, Map<String, String> metadata, long longest)
      throws IOException {
    String name = String.valueOf(index.getFileName());
    if (!name.endsWith(INDEX) || longest < 1) {
      throw new IllegalArgumentException(
          "safetensors: an index must end in %s and its files have at least 1 byte, but %s and %d are given"
              .formatted(INDEX, index, longest));
    }
    List<Map<String, StoredTensor>> parts = parts(tensors, longest);
    String stem = name.substring(0, name.length() - INDEX.length());
    ObjectNode root = JSON.createObjectNode();
    ObjectNode texts = root.putObject("metadata");
    metadata.forEach(texts::put);
    texts.put("total_size", tensors.values().stream().mapToLong(StoredTensor::length).sum());
    ObjectNode map = root.putObject("weight_map");
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = "%s-%05d-of-%05d.safetensors".formatted(stem, i + 1, parts.size());
      Path file = index.resolveSibling(part);
      write(file, parts.get(i), metadata);
      files.add(file);
      parts.get(i).keySet().forEach(tensor -> map.put(tensor, part));
    }
    AtomicFile.write(index, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    files.add(index);
    return files;
  }

  private static List<Map<String, StoredTensor>> parts(
      Map<String, StoredTensor> tensors, long longest) {
    List<Map<String, StoredTensor>> parts = new ArrayList<>();
    parts.add(new LinkedHashMap<>());
    long bytes = 0;
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      long length = entry.getValue().length();
      if (bytes + length > longest && !parts.getLast().isEmpty()) {
        parts.add(new LinkedHashMap<>());
        bytes = 0;
      }
      parts.getLast().put(entry.getKey(), entry.getValue());
      bytes += length;
    }
    return parts;
  }

  /// The header, padded with spaces so that the data starts at a multiple of 8.
  private static byte[] header(Map<String, StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode texts = root.putObject("__metadata__");
    metadata.forEach(texts::put);
    Optional<String> digest = Digest.ofStored(tensors, metadata);
    if (digest.isPresent()) {
      texts.put(SafetensorsFile.DIGEST, digest.get());
    }
    long offset = 0;
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      StoredTensor tensor = entry.getValue();
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", tensor.type().name());
      ArrayNode shape = node.putArray("shape");
      for (int size : tensor.shape().toArray()) {
        shape.add(size);
      }
      ArrayNode offsets = node.putArray("data_offsets");
      offsets.add(offset);
      offset += tensor.length();
      offsets.add(offset);
    }
    String text = JSON.writeValueAsString(root);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat(Math.floorMod(-bytes, 8))).getBytes(StandardCharsets.UTF_8);
  }
}
