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

  /// Changes an image in place. Each part of the change draws its random numbers even if it is off,
  /// so that switching a part on does not change the others.
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
      double cos = StrictMath.cos(angle) / scale;
      double sin = StrictMath.sin(angle) / scale;
      new Warp(cos, sin, -sin, cos, right, down)
          .apply(pixels, start, channels, height, width, isMirrored);
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
    if (how.amount("randaugment") > 0) {
      new RandAugment(how.amount("randaugment"), channels, height, width)
          .apply(pixels, start, random);
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
