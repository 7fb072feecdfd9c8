package dev.adjoint.formats;

import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Named tensors in the safetensors format, with a map of texts beside them.
///
/// The file is a little-endian 64-bit length, a JSON header of that many bytes, and the elements in
/// C order without holes. Reads F32, F64, I32, I64, BOOL, and F16 and BF16, which become F32;
/// writes the types of tensors.
///
/// Each file that this class writes has a digest of its tensors and texts in its metadata, and a
/// file with such a digest is checked against it, so that a single flipped bit is noticed. Files of
/// other programs have none and are read as they are.
///
/// @param tensors by name, in the order of the file
/// @param metadata the texts of the header's `__metadata__`
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

  /// A header larger than this is refused, as by the reference reader.
  static final int LARGEST_HEADER = 100_000_000;

  /// The text of the metadata that holds the digest.
  private static final String DIGEST = "adjoint.sha256";

  private static final JsonMapper JSON = new JsonMapper();

  /// Reads a file; trusts nothing in it.
  ///
  /// @throws FormatException naming the file, the place and the reason, if there is no such file or
  ///   it is not whole and consistent
  /// @throws IOException if the disk fails
  public static Safetensors read(Path file) throws IOException {
    ReadableFile.require(file, "safetensors");
    try (FileChannel channel = FileChannel.open(file)) {
      SafetensorsHeader header = SafetensorsHeader.read(file, channel);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (SafetensorsHeader.Entry entry : header.entries()) {
        ByteBuffer bytes = ByteBuffer.allocate(entry.length()).order(ByteOrder.LITTLE_ENDIAN);
        readFully(channel, bytes, header.dataStart() + entry.start());
        tensors.put(entry.name(), entry.type().decode(bytes.flip(), entry.shape()));
      }
      return checked(file, tensors, new LinkedHashMap<>(header.metadata()));
    }
  }

  private static Safetensors checked(
      Path file, Map<String, Tensor> tensors, Map<String, String> texts) throws FormatException {
    String promised = texts.remove(DIGEST);
    Safetensors content = new Safetensors(tensors, texts);
    if (promised != null && !promised.equals(content.digest())) {
      throw new FormatException(
          file,
          "the content has the digest %s but the file was written with %s; it is damaged, fetch or save the file again"
              .formatted(content.digest(), promised));
    }
    return content;
  }

  private String digest() {
    return Digest.sha256(tensors, metadata);
  }

  static void readFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes, at);
      if (count < 0) {
        throw new IOException("the file became shorter while it was read");
      }
      at += count;
    }
  }

  /// Writes these tensors, replacing the file as a whole.
  public void write(Path file) throws IOException {
    List<Tensor> order = new ArrayList<>(tensors.values());
    byte[] header = header();
    AtomicFile.write(
        file,
        out -> {
          ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
          out.write(length.putLong(header.length).array());
          out.write(header);
          for (Tensor tensor : order) {
            out.write(StoredType.of(tensor.elementType()).encode(tensor));
          }
        });
  }

  /// The header, padded with spaces so that the data starts at a multiple of 8.
  private byte[] header() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode texts = root.putObject("__metadata__");
    metadata.forEach(texts::put);
    texts.put(DIGEST, digest());
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      ObjectNode node = root.putObject(entry.getKey());
      node.put("dtype", StoredType.of(tensor.elementType()).name());
      ArrayNode shape = node.putArray("shape");
      for (int size : tensor.shape().toArray()) {
        shape.add(size);
      }
      ArrayNode offsets = node.putArray("data_offsets");
      offsets.add(offset);
      offset += (long) tensor.shape().count() * tensor.elementType().bytes();
      offsets.add(offset);
    }
    String text = JSON.writeValueAsString(root);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat(Math.floorMod(-bytes, 8))).getBytes(StandardCharsets.UTF_8);
  }
}
