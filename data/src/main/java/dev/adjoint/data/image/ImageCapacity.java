package dev.adjoint.data.image;

import java.nio.ByteBuffer;

/// How many pixels a compressed file can hold. A damaged size would make a decoder take memory for
/// an image that is not there.
final class ImageCapacity {

  private static final long PNG = 0x89504E470D0A1A0AL;
  private static final int GIF = 0x47494638;

  /// How many bytes one byte can become at most when it is unpacked by deflate.
  private static final long DEFLATE = 1032;

  /// The pixels of one byte of a GIF: a code of 12 bits stands for fewer than 4,096 of them.
  private static final long LZW = 4096 * 8 / 12;

  /// The pixels of one byte of a JPEG: each block of 64 has a code of at least one bit.
  private static final long HUFFMAN = 64 * 8;

  private ImageCapacity() {}

  /// Whether a file is long enough for so many pixels; true for a file of another kind than PNG,
  /// GIF and JPEG.
  static boolean holds(byte[] file, int width, int height) {
    if (file.length < 26) {
      return true;
    }
    ByteBuffer bytes = ByteBuffer.wrap(file);
    long pixels = (long) width * height;
    if (bytes.getLong(0) == PNG) {
      long row = ((long) width * channels(file[25]) * file[24] + 7) / 8;
      return row * height <= DEFLATE * file.length;
    }
    if (bytes.getInt(0) == GIF) {
      return pixels <= LZW * file.length;
    }
    boolean isJpeg = file[0] == (byte) 0xFF && file[1] == (byte) 0xD8;
    return !isJpeg || pixels <= HUFFMAN * file.length;
  }

  private static int channels(byte pngColourType) {
    return switch (pngColourType) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }
}
