package dev.adjoint.formats.protobuf;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// The bytes of a file of messages, read at any offset through a buffer of 64 KB.
public final class WireFile {

  private static final int BLOCK = 1 << 16;

  private final Path path;
  private final ByteSource source;
  private final long length;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
  private long blockStart;
  private int blockLength;

  /// A file of this many bytes.
  ///
  /// @param path for messages
  public WireFile(Path path, ByteSource source, long length) {
    this.path = path;
    this.source = source;
    this.length = length;
  }

  /// The file, for messages.
  public Path path() {
    return path;
  }

  /// The number of bytes.
  public long length() {
    return length;
  }

  /// The fields of the whole file, as one message.
  public WireReader message() {
    return new WireReader(this, 0, length, 0);
  }

  /// The fields of a message in the file.
  ///
  /// @param start where it begins
  /// @param count its bytes; start and count must be within the file
  public WireReader message(long start, long count) {
    return new WireReader(this, start, start + count, 0);
  }

  /// The bytes from an offset, which are read on request.
  public ByteSource from(long start) {
    return (offset, into) -> source.read(start + offset, into);
  }

  /// The error at an offset of this file.
  public FormatException failure(long offset, String detail) {
    return new FormatException(path, "at byte %d: %s".formatted(offset, detail));
  }

  int byteAt(long offset) throws IOException {
    load(offset, 1);
    return block.get((int) (offset - blockStart)) & 0xff;
  }

  int intAt(long offset) throws IOException {
    load(offset, Integer.BYTES);
    return block.getInt((int) (offset - blockStart));
  }

  long longAt(long offset) throws IOException {
    load(offset, Long.BYTES);
    return block.getLong((int) (offset - blockStart));
  }

  byte[] bytes(long offset, int count) throws IOException {
    byte[] bytes = new byte[count];
    source.read(offset, ByteBuffer.wrap(bytes));
    return bytes;
  }

  private void load(long offset, int count) throws IOException {
    if (offset >= blockStart && offset + count <= blockStart + blockLength) {
      return;
    }
    block.clear().limit((int) Math.min(BLOCK, length - offset));
    blockLength = 0;
    source.read(offset, block);
    blockStart = offset;
    blockLength = block.limit();
  }
}
