package dev.adjoint.data.image;

import java.util.random.RandomGenerator;

/// RandAugment (Cubuk and others 2019): two changes, drawn for each image from the fourteen of the
/// paper, all of the same strength.
///
/// The images are standardised, so the changes of colours are measured in standard deviations of
/// the training set instead of 256 values, and those that need a range take that of the image:
///
/// - identity, autocontrast (each channel is stretched to ±2), equalize (each channel becomes
///   uniform within ±√3);
/// - rotate by up to 30°, shear by up to 0.3, translate by up to 0.45 of the side, each to either
///   side;
/// - brightness up to ±0.9, contrast, colour and sharpness by a factor within 1 ± 0.9;
/// - posterize to as few as 2⁴ levels, solarize (the values above a threshold are mirrored).
///
/// The strength multiplies these numbers. The paper writes strength 9 of 30, which is 0.3.
///
/// @param strength 0 … 1
/// @param channels of an image
/// @param height its rows
/// @param width its columns
record RandAugment(double strength, int channels, int height, int width) {

  private static final int CHANGES = 2;
  private static final double MOST_DEGREES = 30;
  private static final double MOST_SHEAR = 0.3;
  private static final double MOST_SHIFT = 0.45;
  private static final double MOST_COLOUR = 0.9;

  /// The changes of the paper.
  enum Change {
    IDENTITY,
    AUTOCONTRAST,
    EQUALIZE,
    ROTATE,
    SHEAR_X,
    SHEAR_Y,
    TRANSLATE_X,
    TRANSLATE_Y,
    BRIGHTNESS,
    CONTRAST,
    COLOUR,
    SHARPNESS,
    POSTERIZE,
    SOLARIZE
  }

  /// Changes an image in place.
  ///
  /// @param pixels holds the image from `start` on, channel by channel
  void apply(float[] pixels, int start, RandomGenerator random) {
    Change[] all = Change.values();
    for (int i = 0; i < CHANGES; i++) {
      Change change = all[random.nextInt(all.length)];
      double side = random.nextBoolean() ? strength : -strength;
      apply(change, pixels, start, side);
    }
  }

  /// One change.
  ///
  /// @param side the strength, below 0 to the other side
  void apply(Change change, float[] pixels, int start, double side) {
    double angle = StrictMath.toRadians(MOST_DEGREES * side);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double shear = MOST_SHEAR * side;
    double factor = 1 + MOST_COLOUR * side;
    PixelChange colours = new PixelChange(pixels, start, channels, height, width);
    switch (change) {
      case IDENTITY -> {}
      case AUTOCONTRAST -> colours.autocontrast();
      case EQUALIZE -> colours.equalize();
      case ROTATE -> warp(new Warp(cos, sin, -sin, cos, 0, 0), pixels, start);
      case SHEAR_X -> warp(new Warp(1, shear, 0, 1, 0, 0), pixels, start);
      case SHEAR_Y -> warp(new Warp(1, 0, shear, 1, 0, 0), pixels, start);
      case TRANSLATE_X -> warp(new Warp(1, 0, 0, 1, MOST_SHIFT * side * width, 0), pixels, start);
      case TRANSLATE_Y -> warp(new Warp(1, 0, 0, 1, 0, MOST_SHIFT * side * height), pixels, start);
      case BRIGHTNESS -> colours.add(MOST_COLOUR * side);
      case CONTRAST -> colours.contrast(factor);
      case COLOUR -> colours.saturate(factor);
      case SHARPNESS -> colours.sharpen(factor);
      case POSTERIZE -> colours.posterize(8 - (int) Math.round(4 * Math.abs(side)));
      case SOLARIZE -> colours.solarize(1 - Math.abs(side));
    }
  }

  private void warp(Warp map, float[] pixels, int start) {
    map.apply(pixels, start, channels, height, width, false);
  }
}
