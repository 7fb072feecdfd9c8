package dev.adjoint.serve.input;

import dev.adjoint.serve.http.Refusal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/// A picture of one channel.
///
/// @param width the number of columns
/// @param height the number of rows
/// @param light the brightness of each pixel, row by row, from 0 (black) to 1 (white)
record GreyPicture(int width, int height, float[] light) {

  /// Reads an image file: PNG, JPEG, GIF or BMP.
  ///
  /// The size is read from the header of the file first, so that a small file that unpacks to a
  /// huge picture is refused before it is unpacked. Brightness is `0.299 R + 0.587 G + 0.114 B`;
  /// transparent pixels are drawn on white.
  ///
  /// @throws Refusal 400 when it is not an image that can be read, 413 when it has too many pixels
  static GreyPicture read(byte[] file) {
    return PictureGate.decoded(file, () -> decoded(file));
  }

  private static GreyPicture decoded(byte[] file) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      if (image != null) {
        return grey(image);
      }
    } catch (IOException | RuntimeException _) {
      // ImageIO's readers throw many kinds of exceptions for damaged files.
    }
    throw PictureGate.damaged();
  }

  private static GreyPicture grey(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] light = new float[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int argb = row[x];
        float grey =
            (0.299f * (argb >> 16 & 0xFF) + 0.587f * (argb >> 8 & 0xFF) + 0.114f * (argb & 0xFF))
                / 255;
        float cover = (argb >>> 24) / 255f;
        light[y * width + x] = grey * cover + (1 - cover);
      }
    }
    return new GreyPicture(width, height, light);
  }

  /// The mean brightness of the pixels at the border.
  float border() {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
          sum += light[y * width + x];
          count++;
        }
      }
    }
    return (float) (sum / count);
  }

  /// The picture with dark and bright exchanged.
  GreyPicture inverted() {
    float[] other = new float[light.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = 1 - light[i];
    }
    return new GreyPicture(width, height, other);
  }

  /// A part of the picture resampled to other sizes; each new pixel is the mean of the pixels that
  /// it covers.
  ///
  /// @param left where the part begins, in pixels
  /// @param top where it begins
  /// @param partWidth its width
  /// @param partHeight its height
  GreyPicture scaled(
      double left, double top, double partWidth, double partHeight, int newWidth, int newHeight) {
    float[] other = new float[newWidth * newHeight];
    double stepX = partWidth / newWidth;
    double stepY = partHeight / newHeight;
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        other[y * newWidth + x] =
            mean(left + x * stepX, top + y * stepY, left + (x + 1) * stepX, top + (y + 1) * stepY);
      }
    }
    return new GreyPicture(newWidth, newHeight, other);
  }

  private float mean(double left, double top, double right, double bottom) {
    double sum = 0;
    double area = 0;
    for (int y = (int) Math.floor(top); y < bottom && y < height; y++) {
      double tall = Math.min(bottom, y + 1) - Math.max(top, y);
      for (int x = (int) Math.floor(left); x < right && x < width; x++) {
        double part = tall * (Math.min(right, x + 1) - Math.max(left, x));
        if (part > 0 && x >= 0 && y >= 0) {
          sum += part * light[y * width + x];
          area += part;
        }
      }
    }
    return area > 0 ? (float) (sum / area) : 0;
  }
}
