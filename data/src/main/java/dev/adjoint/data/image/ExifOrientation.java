package dev.adjoint.data.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The orientation in a block of EXIF data.
final class ExifOrientation {

  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int ENTRY = 12;

  private ExifOrientation() {}

  /// The orientation, or 1 if there is no valid one.
  ///
  /// @param file the bytes that hold the block
  /// @param start where its TIFF header begins
  /// @param end where the block ends
  static int of(byte[] file, int start, int end) {
    if (end - start < 8) {
      return 1;
    }
    ByteBuffer tiff = ByteBuffer.wrap(file, start, end - start).slice();
    int order = tiff.getShort(0);
    if (order == 0x4949) {
      tiff.order(ByteOrder.LITTLE_ENDIAN);
    } else if (order != 0x4D4D) {
      return 1;
    }
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return 1;
    }
    int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
    for (int i = 0; i < entries; i++) {
      long at = directory + 2 + (long) ENTRY * i;
      if (at + ENTRY > tiff.limit()) {
        return 1;
      }
      if (Short.toUnsignedInt(tiff.getShort((int) at)) == TAG) {
        int type = tiff.getShort((int) at + 2);
        int value = tiff.getShort((int) at + 8);
        return type == SHORT && value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }
}
