package dev.adjoint.formats;

import dev.adjoint.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The elements of a view in C order, gathered from a storage with other strides.
///
/// They are gathered when the first byte is read and released after the last one.
public final class StridedSource implements ByteSource {

  private final Path file;
  private final ByteSource memory;
  private final int bytes;
  private final Shape shape;
  private final long offset;
  private final long[] strides;
  private byte @Nullable [] collected;

  /// @param file for the message if the view is too large
  /// @param memory the storage; it holds every element that the strides address
  /// @param bytes of an element
  /// @param shape of the view, with at least one element
  /// @param offset of the first element, in elements
  /// @param strides one for each axis, in elements, each at least 0
  public StridedSource(
      Path file, ByteSource memory, int bytes, Shape shape, long offset, long... strides) {
    this.file = file;
    this.memory = memory;
    this.bytes = bytes;
    this.shape = shape;
    this.offset = offset;
    this.strides = strides.clone();
  }

  @Override
  public synchronized void read(long start, ByteBuffer into) throws IOException {
    byte[] all = collected == null ? collect() : collected;
    long end = start + into.remaining();
    into.put(all, (int) start, into.remaining());
    collected = end < all.length ? all : null;
  }

  private byte[] collect() throws IOException {
    int count = shape.count();
    long span = 1;
    for (int axis = 0; axis < strides.length; axis++) {
      span += (shape.size(axis) - 1) * strides[axis];
    }
    if (Math.max(span, count) * bytes > Integer.MAX_VALUE - 8) {
      throw new FormatException(
          file,
          "a view of shape %s gathers its elements from %d bytes, more than 2 GiB; save it with .contiguous()"
              .formatted(shape, span * bytes));
    }
    byte[] from = new byte[(int) span * bytes];
    memory.read(offset * bytes, ByteBuffer.wrap(from));
    byte[] all = new byte[count * bytes];
    int[] index = new int[shape.rank()];
    for (int element = 0; element < count; element++) {
      long at = 0;
      for (int axis = 0; axis < index.length; axis++) {
        at += index[axis] * strides[axis];
      }
      System.arraycopy(from, (int) at * bytes, all, element * bytes, bytes);
      for (int axis = index.length - 1; axis >= 0; axis--) {
        if (++index[axis] < shape.size(axis)) {
          break;
        }
        index[axis] = 0;
      }
    }
    return all;
  }
}
