package dev.adjoint.formats.gguf;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The header of a GGUF file, read in order through a buffer. Each length is compared with the end
/// of the file before anything is allocated.
final class GgufInput {

  private static final int BLOCK = 1 << 16;
  private static final int LONGEST_TEXT = 1 << 24;

  private final Path path;
  private final ByteSource source;
  private final long length;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
  private long position;

  GgufInput(Path path, ByteSource source, long length) {
    this.path = path;
    this.source = source;
    this.length = length;
    block.limit(0);
  }

  long position() {
    return position;
  }

  FormatException failure(String detail) {
    return new FormatException(path, "at byte %d: %s".formatted(position, detail));
  }

  int u8() throws IOException {
    return need(1).get() & 0xff;
  }

  int u16() throws IOException {
    return need(2).getShort() & 0xffff;
  }

  int i32() throws IOException {
    return need(4).getInt();
  }

  long u32() throws IOException {
    return Integer.toUnsignedLong(i32());
  }

  long i64() throws IOException {
    return need(8).getLong();
  }

  /// A count of things of which each takes at least so many bytes.
  long count(String what, int least) throws IOException {
    long count = i64();
    if (count < 0 || count > (length - position) / least) {
      throw failure(
          "%s %s do not fit into the %d bytes that follow; the file is cut off or damaged"
              .formatted(Long.toUnsignedString(count), what, length - position));
    }
    return count;
  }

  String text() throws IOException {
    long count = count("characters", 1);
    if (count > LONGEST_TEXT) {
      throw failure(
          "a text has %d bytes but at most %d are read; the file is damaged"
              .formatted(count, LONGEST_TEXT));
    }
    byte[] bytes = new byte[(int) count];
    source.read(position, ByteBuffer.wrap(bytes));
    skip(count);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(
          path,
          "at byte %d: a text is not UTF-8; the file is damaged".formatted(position - count),
          e);
    }
  }

  void skip(long count) throws IOException {
    if (count > length - position) {
      throw failure(
          "%d bytes are needed but %d follow; the file is cut off or damaged"
              .formatted(count, length - position));
    }
    position += count;
    if (count <= block.remaining()) {
      block.position(block.position() + (int) count);
    } else {
      block.limit(0);
    }
  }

  private ByteBuffer need(int count) throws IOException {
    if (count > length - position) {
      throw failure(
          "%d bytes are needed but %d follow; the file is cut off or damaged"
              .formatted(count, length - position));
    }
    if (block.remaining() < count) {
      block.clear().limit((int) Math.min(BLOCK, length - position));
      source.read(position, block);
      block.flip();
    }
    position += count;
    return block;
  }
}
