package dev.adjoint.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a safetensors file, one tensor at a time.
public final class SafetensorsWriter {

  private static final JsonMapper JSON = new JsonMapper();

  private SafetensorsWriter() {}

  /// Writes tensors and texts, replacing the file as a whole. A digest of what the file holds goes
  /// into its metadata if all tensors have types that can be read.
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
