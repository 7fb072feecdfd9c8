package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The bytes of a pickle, read forwards with the offset known.
final class PickleSource {

  /// The longest line of the text form, which holds names and short numbers.
  private static final int LONGEST_LINE = 65_536;

  private final Path file;
  private final ByteSource source;
  private final long size;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(1 << 15).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /// The offset of the byte after the buffer.
  private long end;

  PickleSource(Path file, ByteSource source, long start, long size) {
    this.file = file;
    this.source = source;
    this.size = size;
    this.end = start;
  }

  Path file() {
    return file;
  }

  /// The offset of the next byte.
  long offset() {
    return end - buffer.remaining();
  }

  private void fill() throws IOException {
    if (end >= size) {
      throw failure("the pickle ends before its last instruction; it is cut short");
    }
    buffer.clear().limit((int) Math.min(buffer.capacity(), size - end));
    source.read(end, buffer);
    end += buffer.flip().limit();
  }

  int next() throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return Byte.toUnsignedInt(buffer.get());
  }

  /// An unsigned little-endian number of 1 to 8 bytes; 8 bytes must be below 2⁶³.
  long unsigned(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    if (value < 0) {
      throw failure("a length is %s".formatted(Long.toUnsignedString(value)));
    }
    return value;
  }

  /// A signed little-endian number of 4 bytes.
  int signed() throws IOException {
    return (int) unsigned(Integer.BYTES);
  }

  /// This many bytes; it is an error if the file has fewer.
  byte[] bytes(long count) throws IOException {
    if (count > size - offset() || count > Integer.MAX_VALUE - 8) {
      throw failure("%d bytes are needed but %d are left".formatted(count, size - offset()));
    }
    byte[] bytes = new byte[(int) count];
    for (int at = 0; at < bytes.length; ) {
      if (!buffer.hasRemaining()) {
        fill();
      }
      int n = Math.min(bytes.length - at, buffer.remaining());
      buffer.get(bytes, at, n);
      at += n;
    }
    return bytes;
  }

  String text(long length) throws IOException {
    byte[] bytes = bytes(length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      // Python writes half of a surrogate pair as three bytes; such a text is refused.
      throw failure("a text of %d bytes is not UTF-8".formatted(length));
    }
  }

  /// The text up to the next line feed, which is left out.
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = next(); c != '\n'; c = next()) {
      line.append((char) c);
      if (line.length() > LONGEST_LINE) {
        throw failure("a line is longer than %d bytes".formatted(LONGEST_LINE));
      }
    }
    return line.toString();
  }

  /// A message that ends with the present offset and what to do.
  FormatException failure(String detail) {
    return new FormatException(
        file, "%s (pickle, byte %d); fetch or save the file again".formatted(detail, offset()));
  }
}
