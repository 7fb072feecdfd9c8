package dev.adjoint.data.image;

import java.util.Arrays;

/// An affine map of an image: each pixel of the result is interpolated bilinearly between the four
/// pixels around its original position, `(a·x + b·y, c·x + d·y)` from the middle of the image.
/// Outside of the image is the mean colour, 0.
///
/// @param a by how many columns the source moves for each column of the result
/// @param b by how many columns the source moves for each row of the result
/// @param c by how many rows the source moves for each column of the result
/// @param d by how many rows the source moves for each row of the result
/// @param right by how many pixels the result is moved to the right
/// @param down by how many pixels the result is moved down
record Warp(double a, double b, double c, double d, double right, double down) {

  /// Changes an image in place.
  ///
  /// @param pixels holds the image from `start` on, channel by channel
  /// @param isMirrored whether left and right are exchanged
  void apply(float[] pixels, int start, int channels, int height, int width, boolean isMirrored) {
    double middleX = (width - 1) / 2.0;
    double middleY = (height - 1) / 2.0;
    int plane = height * width;
    float[] old = Arrays.copyOfRange(pixels, start, start + channels * plane);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double fromMiddleX = (isMirrored ? width - 1 - x : x) - middleX - right;
        double fromMiddleY = y - middleY - down;
        double sourceX = a * fromMiddleX + b * fromMiddleY + middleX;
        double sourceY = c * fromMiddleX + d * fromMiddleY + middleY;
        int left = (int) Math.floor(sourceX);
        int top = (int) Math.floor(sourceY);
        float partX = (float) (sourceX - left);
        float partY = (float) (sourceY - top);
        for (int channel = 0; channel < channels; channel++) {
          int from = channel * plane;
          float above =
              mix(
                  at(old, from, top, left, height, width),
                  at(old, from, top, left + 1, height, width),
                  partX);
          float below =
              mix(
                  at(old, from, top + 1, left, height, width),
                  at(old, from, top + 1, left + 1, height, width),
                  partX);
          pixels[start + from + y * width + x] = mix(above, below, partY);
        }
      }
    }
  }

  private static float mix(float first, float second, float part) {
    return first + (second - first) * part;
  }

  private static float at(float[] image, int from, int y, int x, int height, int width) {
    boolean isInside = y >= 0 && y < height && x >= 0 && x < width;
    return isInside ? image[from + y * width + x] : 0;
  }
}
