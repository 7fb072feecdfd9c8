package dev.adjoint.data.image;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// One random change of a standardised image, whose mean colour is 0.
///
/// @param how what is changed, and how much
/// @param channels of the image
/// @param height its rows
/// @param width its columns
record ImageChange(Augmentation how, int channels, int height, int width) {

  /// Changes an image in place. Each part of the change draws its numbers whether or not it is
  /// asked for, so that one part more does not change the others.
  ///
  /// @param pixels holds the image from `start` on, channel by channel
  void apply(float[] pixels, int start, RandomGenerator random) {
    boolean isMirrored = random.nextBoolean() && how.flip();
    double angle = StrictMath.toRadians(how.amount("rotate") * within(random));
    double scale = 1 + how.amount("scale") * within(random);
    double right = how.amount("shift") * width * within(random);
    double down = how.amount("shift") * height * within(random);
    double contrast = 1 + how.amount("colour") * within(random);
    double brightness = how.amount("colour") * within(random);
    double noise = how.amount("noise") * random.nextDouble();
    double across = random.nextDouble();
    double along = random.nextDouble();
    if (isMirrored || angle != 0 || scale != 1 || right != 0 || down != 0) {
      move(pixels, start, isMirrored, angle, scale, right, down);
    }
    int count = channels * height * width;
    if (contrast != 1 || brightness != 0) {
      for (int i = start; i < start + count; i++) {
        pixels[i] = (float) (pixels[i] * contrast + brightness);
      }
    }
    if (noise > 0) {
      for (int i = start; i < start + count; i++) {
        pixels[i] += (float) (noise * normal(random));
      }
    }
    if (how.amount("cutout") > 0) {
      hide(pixels, start, across, along);
    }
  }

  private static double within(RandomGenerator random) {
    return 2 * random.nextDouble() - 1;
  }

  /// Box and Muller, in arithmetic that is the same everywhere.
  private static double normal(RandomGenerator random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /// Each pixel of the result is taken from where it was, between four pixels in proportion.
  private void move(
      float[] pixels,
      int start,
      boolean isMirrored,
      double angle,
      double scale,
      double right,
      double down) {
    double cos = StrictMath.cos(angle) / scale;
    double sin = StrictMath.sin(angle) / scale;
    double middleX = (width - 1) / 2.0;
    double middleY = (height - 1) / 2.0;
    int plane = height * width;
    float[] old = Arrays.copyOfRange(pixels, start, start + channels * plane);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double fromMiddleX = (isMirrored ? width - 1 - x : x) - middleX - right;
        double fromMiddleY = y - middleY - down;
        double sourceX = cos * fromMiddleX + sin * fromMiddleY + middleX;
        double sourceY = -sin * fromMiddleX + cos * fromMiddleY + middleY;
        int left = (int) Math.floor(sourceX);
        int top = (int) Math.floor(sourceY);
        float partX = (float) (sourceX - left);
        float partY = (float) (sourceY - top);
        for (int c = 0; c < channels; c++) {
          float above = mix(at(old, c, top, left), at(old, c, top, left + 1), partX);
          float below = mix(at(old, c, top + 1, left), at(old, c, top + 1, left + 1), partX);
          pixels[start + c * plane + y * width + x] = mix(above, below, partY);
        }
      }
    }
  }

  private static float mix(float first, float second, float part) {
    return first + (second - first) * part;
  }

  /// A pixel, or the mean colour outside of the image.
  private float at(float[] image, int channel, int y, int x) {
    boolean isInside = y >= 0 && y < height && x >= 0 && x < width;
    return isInside ? image[(channel * height + y) * width + x] : 0;
  }

  private void hide(float[] pixels, int start, double across, double along) {
    int rows = (int) Math.round(how.amount("cutout") * height);
    int columns = (int) Math.round(how.amount("cutout") * width);
    int top = (int) (along * (height - rows + 1));
    int left = (int) (across * (width - columns + 1));
    for (int c = 0; c < channels; c++) {
      for (int y = top; y < top + rows; y++) {
        int from = start + (c * height + y) * width + left;
        Arrays.fill(pixels, from, from + columns, 0);
      }
    }
  }
}
