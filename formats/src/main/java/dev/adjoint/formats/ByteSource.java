package dev.adjoint.formats;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Bytes that can be read at any offset: a part of a file, or an array.
///
/// Nothing is read before it is requested, so a source may be larger than the memory.
@FunctionalInterface
public interface ByteSource {

  /// Fills the buffer with the bytes from this offset.
  ///
  /// @throws IOException if there are fewer bytes or the disk fails
  void read(long offset, ByteBuffer into) throws IOException;

  /// The bytes of an open file from an offset.
  ///
  /// @param file for the message if the file becomes shorter
  static ByteSource of(Path file, FileChannel channel, long start) {
    return (offset, into) -> {
      if (!channel.isOpen()) {
        throw closed(file);
      }
      long at = start + offset;
      while (into.hasRemaining()) {
        int count = channel.read(into, at);
        if (count < 0) {
          throw new FormatException(
              file, "the file became shorter while it was read; fetch or save the file again");
        }
        at += count;
      }
    };
  }

  /// The error for reading from a file that was closed.
  static FormatException closed(Path file) {
    return new FormatException(file, "the file is closed; read tensors before it is closed");
  }

  /// The bytes of an array; later changes of the array are visible.
  static ByteSource of(byte[] bytes) {
    return (offset, into) -> {
      if (offset + into.remaining() > bytes.length) {
        throw new EOFException("the bytes end at " + bytes.length);
      }
      into.put(bytes, (int) offset, into.remaining());
    };
  }

  /// A source with each group of `size` bytes reversed: numbers of the other byte order.
  ///
  /// @param size of a number, at least 1
  default ByteSource swapped(int size) {
    return (offset, into) -> {
      int first = into.position();
      read(offset, into);
      for (int at = first; at + size <= into.limit(); at += size) {
        for (int left = at, right = at + size - 1; left < right; left++, right--) {
          byte kept = into.get(left);
          into.put(left, into.get(right));
          into.put(right, kept);
        }
      }
    };
  }
}
