package dev.adjoint.serve.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/// Pictures in the address of an `img` element, as Base64.
final class Png {

  private Png() {}

  /// What gives the level of a pixel.
  @FunctionalInterface
  interface Levels {
    /// The level.
    ///
    /// @param band 0 red, 1 green, 2 blue
    /// @return within 0 … 255; what is outside is cut off
    float at(int band, int y, int x);
  }

  /// The text of a picture.
  static String of(int width, int height, Levels levels) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < 3; band++) {
          int level = Math.clamp(Math.round(levels.at(band, y, x)), 0, 255);
          image.getRaster().setSample(x, y, band, level);
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
