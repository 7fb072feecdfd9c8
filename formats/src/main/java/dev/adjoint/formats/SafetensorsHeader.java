package dev.adjoint.formats;

import dev.adjoint.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The checked header of a safetensors file: every length and offset fits the file before anything
/// is allocated.
///
/// @param dataStart the offset of the elements in the file
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {

  /// A header larger than this is refused, as by the reference reader.
  static final int LARGEST = 100_000_000;

  private static final String AGAIN = "fetch or save the file again";

  /// Refuses duplicate names and anything after the value.
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// One tensor of the file.
  ///
  /// @param start the first byte, counted from the start of the data
  /// @param length the number of bytes
  record Entry(String name, StoredType type, Shape shape, long start, long length) {}

  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw new FormatException(
          file,
          "a safetensors file has at least 8 bytes but this one has %d; %s".formatted(size, AGAIN));
    }
    ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    ByteSource source = ByteSource.of(file, channel, 0);
    source.read(0, prefix);
    long length = prefix.getLong(0);
    if (length < 2 || length > size - 8 || length > LARGEST) {
      throw new FormatException(
          file,
          "the header should have %s bytes but the file has %d; it is cut short or not a safetensors file, %s"
              .formatted(Long.toUnsignedString(length), size, AGAIN));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    source.read(8, bytes);
    return parse(file, bytes.array(), 8 + length, size);
  }

  private static SafetensorsHeader parse(Path file, byte[] bytes, long dataStart, long size)
      throws FormatException {
    if (bytes[0] != '{') {
      throw new FormatException(
          file,
          "the header must start with { but starts with byte %d; it is not a safetensors file or damaged, %s"
              .formatted(bytes[0] & 0xff, AGAIN));
    }
    JsonNode root;
    try {
      root = JSON.readTree(text(file, bytes));
    } catch (JacksonException e) {
      throw new FormatException(
          file, "the header is not JSON (%s); %s".formatted(e.getOriginalMessage(), AGAIN), e);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (property.getKey().equals("__metadata__")) {
        metadata.putAll(metadata(file, property.getValue()));
      } else {
        entries.add(entry(file, property.getKey(), property.getValue()));
      }
    }
    requireWithoutHoles(file, entries, size - dataStart);
    return new SafetensorsHeader(entries, metadata, dataStart);
  }

  /// The header as text, which must be UTF-8.
  private static String text(Path file, byte[] bytes) throws FormatException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(file, "the header is not UTF-8; " + AGAIN, e);
    }
  }

  private static Map<String, String> metadata(Path file, JsonNode node) throws FormatException {
    if (!node.isObject()) {
      throw new FormatException(
          file, "__metadata__ must map texts to texts but is %s; %s".formatted(brief(node), AGAIN));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> text : node.properties()) {
      if (!text.getValue().isString()) {
        throw new FormatException(
            file,
            "__metadata__ %s must be a text but is %s; %s"
                .formatted(text.getKey(), brief(text.getValue()), AGAIN));
      }
      metadata.put(text.getKey(), text.getValue().stringValue());
    }
    return metadata;
  }

  private static Entry entry(Path file, String name, JsonNode node) throws FormatException {
    if (!node.isObject()) {
      throw new FormatException(
          file,
          "tensor %s must have dtype, shape and data_offsets but is %s; %s"
              .formatted(name, brief(node), AGAIN));
    }
    StoredType type = type(file, name, node.path("dtype"));
    Shape shape = shape(file, name, node.path("shape"));
    JsonNode offsets = node.path("data_offsets");
    long needed = (long) shape.count() * type.bytes();
    if (offsets.size() != 2 || !isOffset(offsets.get(0)) || !isOffset(offsets.get(1))) {
      throw new FormatException(
          file,
          "tensor %s has the data_offsets %s; they must be two byte offsets, at least 0, %s"
              .formatted(name, brief(offsets), AGAIN));
    }
    long start = offsets.get(0).longValue();
    long end = offsets.get(1).longValue();
    if (end - start != needed) {
      throw new FormatException(
          file,
          "tensor %s %s of %s needs %d bytes but has offsets %d … %d; %s"
              .formatted(name, shape, type, needed, start, end, AGAIN));
    }
    return new Entry(name, type, shape, start, needed);
  }

  private static boolean isOffset(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
  }

  private static StoredType type(Path file, String name, JsonNode node) throws FormatException {
    for (StoredType type : StoredType.values()) {
      if (node.isString() && type.name().equals(node.stringValue())) {
        return type;
      }
    }
    throw new FormatException(
        file,
        "tensor %s has the element type %s; %s can be read, convert the file first"
            .formatted(
                name, node.isString() ? node.stringValue() : brief(node), StoredType.readable()));
  }

  private static Shape shape(Path file, String name, JsonNode node) throws FormatException {
    boolean whole = node.isArray();
    for (JsonNode size : node) {
      whole &= size.isIntegralNumber() && size.canConvertToInt() && size.intValue() >= 0;
    }
    if (!whole) {
      throw new FormatException(
          file,
          "tensor %s has the shape %s; sizes are whole numbers, at least 0, %s"
              .formatted(name, brief(node), AGAIN));
    }
    int[] sizes = new int[node.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = node.get(i).intValue();
    }
    try {
      return Shape.of(sizes);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file, "tensor %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /// A JSON value for a message: missing values are named, long ones are shortened.
  static String brief(JsonNode node) {
    String text = node.isMissingNode() ? "(none)" : node.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static void requireWithoutHoles(Path file, List<Entry> entries, long dataBytes)
      throws FormatException {
    List<Entry> byPlace = new ArrayList<>(entries);
    byPlace.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::length));
    long end = 0;
    for (Entry entry : byPlace) {
      if (entry.start() != end) {
        throw new FormatException(
            file,
            "tensor %s starts at byte %d of the data but the previous one ends at %d; %s"
                .formatted(entry.name(), entry.start(), end, AGAIN));
      }
      end += entry.length();
    }
    if (end != dataBytes) {
      throw new FormatException(
          file,
          "the tensors need %d bytes of data but the file has %d; it is cut short or too long, %s"
              .formatted(end, dataBytes, AGAIN));
    }
  }
}
