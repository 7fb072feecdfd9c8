package dev.adjoint.formats.protobuf;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/// Reads the fields of one message, one after another.
///
/// ```java
/// while (reader.next()) {
///   switch (reader.field()) {
///     case 1 -> version = reader.varint();
///     case 7 -> graph(reader.message());
///     default -> reader.skip();
///   }
/// }
/// ```
///
/// Each length is checked against the end of the message before anything is read.
public final class WireReader {

  /// The deepest nesting of messages; ONNX and TensorBoard need about ten levels.
  private static final int MOST_LEVELS = 100;

  private static final int MOST_TEXT = 1 << 26;

  private final WireFile file;
  private final long end;
  private final int level;
  private long position;
  private int field;
  private WireType type = WireType.VARINT;

  WireReader(WireFile file, long start, long end, int level) {
    this.file = file;
    this.position = start;
    this.end = end;
    this.level = level;
  }

  /// Goes to the next field; false at the end of the message.
  ///
  /// @throws FormatException if the next bytes are not a valid field
  public boolean next() throws IOException {
    if (position == end) {
      return false;
    }
    long start = position;
    long key = rawVarint();
    field = (int) (key >>> 3);
    WireType found = WireType.of((int) (key & 7));
    if (key < 0 || key >>> 3 == 0 || key >>> 3 > 0x1fffffff || found == null) {
      throw file.failure(
          start,
          "a field has the invalid key %d; the file is damaged or of another format"
              .formatted(key));
    }
    type = found;
    return true;
  }

  /// The number of the field.
  public int field() {
    return field;
  }

  /// The offset in the file of the next byte.
  public long position() {
    return position;
  }

  /// The error at the field that was read last.
  public FormatException failure(String detail) {
    return file.failure(position, detail);
  }

  /// Skips the field.
  public void skip() throws IOException {
    switch (type) {
      case VARINT -> rawVarint();
      case FIXED64 -> advance(Long.BYTES);
      case FIXED32 -> advance(Integer.BYTES);
      case LENGTH -> advance(length());
    }
  }

  /// The field as an integer.
  public long varint() throws IOException {
    require(WireType.VARINT);
    return rawVarint();
  }

  /// The field as a number of 4 bytes.
  public float float32() throws IOException {
    require(WireType.FIXED32);
    return Float.intBitsToFloat(file.intAt(advance(Integer.BYTES)));
  }

  /// The field as a number of 8 bytes.
  public double float64() throws IOException {
    require(WireType.FIXED64);
    return Double.longBitsToDouble(file.longAt(advance(Long.BYTES)));
  }

  /// The field as a text in UTF-8.
  public String text() throws IOException {
    byte[] bytes = bytes();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(
          file.path(),
          "at byte %d: field %d is not text in UTF-8; the file is damaged"
              .formatted(position - bytes.length, field),
          e);
    }
  }

  /// The bytes of the field, at most 64 MB; [#source()] reads longer ones.
  public byte[] bytes() throws IOException {
    int count = (int) Math.min(length(), Integer.MAX_VALUE);
    if (count > MOST_TEXT) {
      throw failure(
          "field %d has %d bytes but at most %d are read; the file is damaged"
              .formatted(field, count, MOST_TEXT));
    }
    return file.bytes(advance(count), count);
  }

  /// The number of bytes of the field, which [#source()] or [#message()] then reads.
  public long remaining() throws IOException {
    long before = position;
    long length = length();
    position = before;
    return length;
  }

  /// The bytes of the field, which are read on request.
  public ByteSource source() throws IOException {
    return file.from(advance(length()));
  }

  /// The field as a message.
  public WireReader message() throws IOException {
    long length = length();
    if (level == MOST_LEVELS) {
      throw failure(
          "messages are nested more than %d levels deep; the file is damaged"
              .formatted(MOST_LEVELS));
    }
    long start = advance(length);
    return new WireReader(file, start, position, level + 1);
  }

  /// Gives each integer of the field: one, or several that are packed.
  public void varints(LongConsumer each) throws IOException {
    if (type == WireType.VARINT) {
      each.accept(rawVarint());
      return;
    }
    WireReader packed = message();
    while (packed.position < packed.end) {
      each.accept(packed.rawVarint());
    }
  }

  /// Gives the bits of each number of 4 bytes of the field: one, or several that are packed.
  public void fixed32(LongConsumer each) throws IOException {
    if (type == WireType.FIXED32) {
      each.accept(file.intAt(advance(Integer.BYTES)));
      return;
    }
    WireReader packed = message();
    while (packed.position < packed.end) {
      each.accept(file.intAt(packed.advance(Integer.BYTES)));
    }
  }

  /// Gives the bits of each number of 8 bytes of the field: one, or several that are packed.
  public void fixed64(LongConsumer each) throws IOException {
    if (type == WireType.FIXED64) {
      each.accept(file.longAt(advance(Long.BYTES)));
      return;
    }
    WireReader packed = message();
    while (packed.position < packed.end) {
      each.accept(file.longAt(packed.advance(Long.BYTES)));
    }
  }

  private void require(WireType required) throws FormatException {
    if (type != required) {
      throw failure(
          "field %d is stored as %s but must be %s; the file is damaged or of another format"
              .formatted(field, type, required));
    }
  }

  private long length() throws IOException {
    require(WireType.LENGTH);
    long start = position;
    long length = rawVarint();
    if (length < 0 || length > end - position) {
      throw file.failure(
          start,
          "field %d declares %s bytes but %d follow; the file is cut off or damaged"
              .formatted(field, Long.toUnsignedString(length), end - position));
    }
    return length;
  }

  private long rawVarint() throws IOException {
    long start = position;
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = file.byteAt(advance(1));
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw file.failure(start, "an integer has more than 10 bytes; the file is damaged");
  }

  /// Skips bytes and returns the offset of the first one.
  private long advance(long count) throws FormatException {
    if (count > end - position) {
      throw failure(
          "%d bytes are needed but the message ends at byte %d; the file is cut off or damaged"
              .formatted(count, end));
    }
    long start = position;
    position += count;
    return start;
  }
}
