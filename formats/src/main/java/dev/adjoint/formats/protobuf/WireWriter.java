package dev.adjoint.formats.protobuf;

import dev.adjoint.formats.StoredTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collects the fields of one message and writes them.
///
/// Elements of tensors are kept as tensors until they are written, so a large model is not in
/// memory twice.
public final class WireWriter {

  /// A piece of the message: bytes, or the elements of a tensor.
  private sealed interface Piece {

    record Bytes(byte[] bytes) implements Piece {}

    record Elements(StoredTensor tensor) implements Piece {}
  }

  private final List<Piece> pieces = new ArrayList<>();
  private byte[] open = new byte[64];
  private int used;
  private long closed;

  /// The length of the message in bytes.
  public long length() {
    return closed + used;
  }

  /// Writes an integer.
  public WireWriter varint(int field, long value) {
    key(field, WireType.VARINT);
    raw(value);
    return this;
  }

  /// Writes a number of 4 bytes.
  public WireWriter float32(int field, float value) {
    key(field, WireType.FIXED32);
    byte[] bytes = new byte[Integer.BYTES];
    little(bytes).putInt(Float.floatToRawIntBits(value));
    append(bytes);
    return this;
  }

  /// Writes a number of 8 bytes.
  public WireWriter float64(int field, double value) {
    key(field, WireType.FIXED64);
    byte[] bytes = new byte[Long.BYTES];
    little(bytes).putLong(Double.doubleToRawLongBits(value));
    append(bytes);
    return this;
  }

  /// Writes a text in UTF-8.
  public WireWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes bytes.
  public WireWriter bytes(int field, byte[] value) {
    key(field, WireType.LENGTH);
    raw(value.length);
    append(value);
    return this;
  }

  /// Writes a message; fields that are added to `inner` later are not written.
  public WireWriter message(int field, WireWriter inner) {
    key(field, WireType.LENGTH);
    raw(inner.length());
    inner.close();
    close();
    pieces.addAll(inner.pieces);
    closed += inner.closed;
    return this;
  }

  /// Writes numbers of 8 bytes, packed.
  public WireWriter float64s(int field, double... values) {
    byte[] bytes = new byte[values.length * Double.BYTES];
    ByteBuffer packed = little(bytes);
    for (double value : values) {
      packed.putDouble(value);
    }
    return bytes(field, bytes);
  }

  /// Writes the elements of a tensor.
  public WireWriter elements(int field, StoredTensor tensor) {
    key(field, WireType.LENGTH);
    raw(tensor.length());
    close();
    pieces.add(new Piece.Elements(tensor));
    closed += tensor.length();
    return this;
  }

  /// Writes the message.
  ///
  /// @throws IOException if a tensor cannot be read or the stream fails
  public void writeTo(OutputStream out) throws IOException {
    close();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Bytes(byte[] bytes) -> out.write(bytes);
        case Piece.Elements(StoredTensor tensor) -> tensor.copyTo(out);
      }
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void key(int field, WireType type) {
    raw(((long) field << 3) | type.code());
  }

  private void raw(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      append((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    append((byte) rest);
  }

  private void append(byte... bytes) {
    if (used + bytes.length > open.length) {
      open = Arrays.copyOf(open, Math.max(2 * open.length, used + bytes.length));
    }
    System.arraycopy(bytes, 0, open, used, bytes.length);
    used += bytes.length;
  }

  private void close() {
    if (used > 0) {
      pieces.add(new Piece.Bytes(Arrays.copyOf(open, used)));
      closed += used;
      used = 0;
    }
  }
}
