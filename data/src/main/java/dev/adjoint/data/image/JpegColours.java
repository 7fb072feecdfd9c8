package dev.adjoint.data.image;

import dev.adjoint.data.DataException;
import java.awt.image.Raster;

/// The components of a JPEG image as red, green and blue, by the formulas of JFIF in libjpeg's
/// integer arithmetic of 16 bits.
final class JpegColours {

  private static final int HALF = 1 << 15;
  private static final int RED = fixed(1.402);
  private static final int GREEN_BLUE = fixed(0.344136286);
  private static final int GREEN_RED = fixed(0.714136286);
  private static final int BLUE = fixed(1.772);

  private JpegColours() {}

  private static int fixed(double factor) {
    return (int) (factor * (1 << 16) + 0.5);
  }

  /// The image in a raster of components.
  ///
  /// @param source for messages
  /// @throws DataException when the number of components is unknown
  static Pixels of(String source, JpegHeader.Colours colours, Raster raster) {
    int bands = raster.getNumBands();
    int needed =
        switch (colours) {
          case GREY -> 1;
          case YCBCR, RGB -> 3;
          case CMYK, YCCK -> 4;
          case UNKNOWN -> -1;
        };
    if (bands != needed) {
      throw new DataException(
          "read %s: a JPEG image has 1, 3 or 4 components but this has %d; save it as RGB"
              .formatted(source, bands));
    }
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[Pixels.CHANNELS * width * height];
    int[] row = new int[bands * width];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        pixel(colours, row, bands * x, rgb, Pixels.CHANNELS * (y * width + x));
      }
    }
    return new Pixels(width, height, rgb);
  }

  private static void pixel(JpegHeader.Colours colours, int[] in, int from, byte[] rgb, int at) {
    switch (colours) {
      case GREY -> {
        rgb[at] = (byte) in[from];
        rgb[at + 1] = (byte) in[from];
        rgb[at + 2] = (byte) in[from];
      }
      case RGB -> {
        for (int c = 0; c < Pixels.CHANNELS; c++) {
          rgb[at + c] = (byte) in[from + c];
        }
      }
      case YCBCR -> {
        for (int c = 0; c < Pixels.CHANNELS; c++) {
          rgb[at + c] = (byte) channel(c, in[from], in[from + 1], in[from + 2]);
        }
      }
      // Adobe's inks are stored inverted: 255 means no ink.
      case CMYK -> {
        for (int c = 0; c < Pixels.CHANNELS; c++) {
          rgb[at + c] = (byte) without(255 - in[from + c], 255 - in[from + 3]);
        }
      }
      case YCCK -> {
        for (int c = 0; c < Pixels.CHANNELS; c++) {
          int ink = 255 - channel(c, in[from], in[from + 1], in[from + 2]);
          rgb[at + c] = (byte) without(255 - ink, 255 - in[from + 3]);
        }
      }
      case UNKNOWN -> throw new IllegalStateException("colours without a formula");
    }
  }

  /// Red, green or blue of a pixel in luma and chroma.
  private static int channel(int index, int y, int cb, int cr) {
    int blue = cb - 128;
    int red = cr - 128;
    int offset =
        switch (index) {
          case 0 -> (RED * red + HALF) >> 16;
          case 1 -> (-GREEN_BLUE * blue - GREEN_RED * red + HALF) >> 16;
          default -> (BLUE * blue + HALF) >> 16;
        };
    return Math.clamp(y + offset, 0, 255);
  }

  /// The brightness that is left of white by an amount of ink and an amount of black.
  private static int without(int ink, int black) {
    int light = 255 - black;
    int product = ink * light + 128;
    return Math.clamp(light - (((product >> 8) + product) >> 8), 0, 255);
  }
}
