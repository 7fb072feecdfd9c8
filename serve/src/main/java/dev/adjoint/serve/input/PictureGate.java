package dev.adjoint.serve.input;

import dev.adjoint.serve.http.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Passes image files to their decoder: only up to a maximum size, which is read from the header of
/// the file, and only two at a time, because a small file can unpack to a lot of memory.
final class PictureGate {

  private static final int MOST_PIXELS = 40_000_000;
  private static final int MOST_SIDE = 20_000;
  private static final Semaphore DECODING = new Semaphore(2);

  private PictureGate() {}

  /// Decodes a file.
  ///
  /// @throws Refusal 400 when it is not an image, 413 when it has too many pixels
  static <T> T decoded(byte[] file, Supplier<T> decoder) {
    requireSize(file);
    DECODING.acquireUninterruptibly();
    try {
      return decoder.get();
    } finally {
      DECODING.release();
    }
  }

  private static void requireSize(byte[] file) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw Refusal.of(
            400, "body: it is not an image that can be read; send PNG, JPEG, GIF or BMP");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        requireSize(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof Refusal refusal) {
        throw refusal;
      }
      throw damaged();
    }
  }

  private static void requireSize(int width, int height) {
    if (width > MOST_SIDE || height > MOST_SIDE || (long) width * height > MOST_PIXELS) {
      throw Refusal.of(
          413,
          "body: the image has %,d × %,d pixels but at most %,d are allowed; scale it down first"
              .formatted(width, height, MOST_PIXELS));
    }
  }

  static Refusal damaged() {
    return Refusal.of(
        400, "body: the image is damaged or of a kind that cannot be read; save it as PNG");
  }
}
