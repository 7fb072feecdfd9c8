package dev.adjoint.data.image;

import java.util.Arrays;

/// An image as bytes: red, green and blue of each pixel, row by row.
///
/// @param width columns, at least 1
/// @param height rows, at least 1
/// @param rgb `3 · width · height` bytes, which are not to be changed
public record Pixels(int width, int height, byte[] rgb) {

  /// The number of bytes of a pixel.
  public static final int CHANNELS = 3;

  /// Checks the number of bytes.
  public Pixels {
    if (width < 1 || height < 1 || rgb.length != (long) CHANNELS * width * height) {
      throw new IllegalArgumentException(
          "image: %d × %d pixels need %d bytes but there are %d; give red, green and blue of each"
              .formatted(width, height, (long) CHANNELS * width * height, rgb.length));
    }
  }

  /// A rectangle of this image.
  ///
  /// @param left its first column, at least 0
  /// @param top its first row, at least 0
  Pixels crop(int left, int top, int columns, int rows) {
    if (left == 0 && top == 0 && columns == width && rows == height) {
      return this;
    }
    byte[] cut = new byte[CHANNELS * columns * rows];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          rgb,
          CHANNELS * ((top + row) * width + left),
          cut,
          CHANNELS * row * columns,
          CHANNELS * columns);
    }
    return new Pixels(columns, rows, cut);
  }

  /// This image turned and mirrored as its EXIF orientation asks for.
  ///
  /// @param orientation 1 … 8; 1 changes nothing
  Pixels oriented(int orientation) {
    if (orientation <= 1 || orientation > 8) {
      return this;
    }
    boolean isTurned = orientation >= 5;
    int columns = isTurned ? height : width;
    int rows = isTurned ? width : height;
    byte[] turned = new byte[rgb.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int across = isTurned ? row : column;
        int down = isTurned ? column : row;
        int x =
            switch (orientation) {
              case 2, 3, 7, 8 -> width - 1 - across;
              default -> across;
            };
        int y =
            switch (orientation) {
              case 3, 4, 6, 7 -> height - 1 - down;
              default -> down;
            };
        System.arraycopy(
            rgb, CHANNELS * (y * width + x), turned, CHANNELS * (row * columns + column), CHANNELS);
      }
    }
    return new Pixels(columns, rows, turned);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pixels that
        && width == that.width
        && height == that.height
        && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "Pixels(%d × %d)".formatted(width, height);
  }
}
