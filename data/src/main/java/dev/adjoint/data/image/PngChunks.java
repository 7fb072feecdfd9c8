package dev.adjoint.data.image;

import java.nio.ByteBuffer;

/// The chunks of a PNG file that ImageIO does not read.
final class PngChunks {

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int EXIF = 0x65584966;
  private static final int DATA = 0x49444154;

  private PngChunks() {}

  /// The EXIF orientation that is before the pixels, or 1 where there is none or the file is of
  /// another kind.
  static int orientation(byte[] file) {
    if (file.length < 8 || ByteBuffer.wrap(file).getLong(0) != SIGNATURE) {
      return 1;
    }
    ByteBuffer bytes = ByteBuffer.wrap(file);
    long at = 8;
    while (at + 8 <= file.length) {
      long length = Integer.toUnsignedLong(bytes.getInt((int) at));
      int kind = bytes.getInt((int) at + 4);
      if (kind == EXIF) {
        return ExifOrientation.of(file, (int) at + 8, (int) Math.min(at + 8 + length, file.length));
      }
      if (kind == DATA) {
        return 1;
      }
      at += 12 + length;
    }
    return 1;
  }
}
