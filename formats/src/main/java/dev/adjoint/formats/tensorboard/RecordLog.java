package dev.adjoint.formats.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The framing of TFRecord files: the length in 8 bytes, its checksum, the record, its checksum.
final class RecordLog {

  static final int HEADER = Long.BYTES + Integer.BYTES;
  static final int FOOTER = Integer.BYTES;
  private static final int MASK = 0xa282ead8;
  private static final int ROTATION = 15;

  private RecordLog() {}

  static byte[] framed(byte[] record) {
    byte[] length = little(Long.BYTES).putLong(record.length).array();
    ByteArrayOutputStream out = new ByteArrayOutputStream(HEADER + record.length + FOOTER);
    out.writeBytes(length);
    out.writeBytes(little(Integer.BYTES).putInt(checksum(length)).array());
    out.writeBytes(record);
    out.writeBytes(little(Integer.BYTES).putInt(checksum(record)).array());
    return out.toByteArray();
  }

  /// The CRC-32C of bytes, rotated right by 15 bits and shifted by a constant, so that a checksum
  /// of checksums is none of a simple form.
  static int checksum(byte... bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return Integer.rotateRight((int) sum.getValue(), ROTATION) + MASK;
  }

  static ByteBuffer little(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
