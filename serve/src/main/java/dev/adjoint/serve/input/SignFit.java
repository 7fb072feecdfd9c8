package dev.adjoint.serve.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Scales a picture of any size to the sizes that a model was trained on.
///
/// A picture of these sizes is used unchanged. In any other picture the sign is cut out of its
/// background, scaled so that its longer side fills 20/28 of the picture, and moved so that its
/// centre of mass is in the middle, as the digits of MNIST were made. If the background of the
/// picture is bright and that of the training images is dark, or the reverse, it is inverted.
///
/// @param picture the picture that fits
/// @param notes what was done, one sentence each
record SignFit(GreyPicture picture, List<String> notes) {

  private static final float INK = 0.15f;
  private static final double FILL = 20.0 / 28;

  /// Fits a picture.
  ///
  /// @param isDark whether the background of the training images is dark
  static SignFit of(GreyPicture given, int width, int height, boolean isDark) {
    List<String> notes = new ArrayList<>();
    GreyPicture picture = given;
    if (given.border() < 0.5 != isDark) {
      picture = given.inverted();
      notes.add(
          "the picture was inverted, because its background is %s and that of the training images is %s"
              .formatted(isDark ? "bright" : "dark", isDark ? "dark" : "bright"));
    }
    if (picture.width() == width && picture.height() == height) {
      return new SignFit(picture, notes);
    }
    return new SignFit(centred(picture, width, height), notes);
  }

  private static GreyPicture centred(GreyPicture picture, int width, int height) {
    float ground = picture.border();
    int left = picture.width();
    int top = picture.height();
    int right = -1;
    int bottom = -1;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        if (Math.abs(picture.light()[y * picture.width() + x] - ground) > INK) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    if (right < 0) {
      return picture.scaled(0, 0, picture.width(), picture.height(), width, height);
    }
    int signWidth = right - left + 1;
    int signHeight = bottom - top + 1;
    double scale = Math.min(FILL * width / signWidth, FILL * height / signHeight);
    int newWidth = Math.clamp(Math.round(signWidth * scale), 1, width);
    int newHeight = Math.clamp(Math.round(signHeight * scale), 1, height);
    return laid(
        picture.scaled(left, top, signWidth, signHeight, newWidth, newHeight),
        width,
        height,
        ground);
  }

  /// Draws a sign on a background with its centre of mass in the middle, as far as it stays inside.
  private static GreyPicture laid(GreyPicture sign, int width, int height, float ground) {
    double mass = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = 0; y < sign.height(); y++) {
      for (int x = 0; x < sign.width(); x++) {
        double ink = Math.abs(sign.light()[y * sign.width() + x] - ground);
        mass += ink;
        sumX += ink * (x + 0.5);
        sumY += ink * (y + 0.5);
      }
    }
    int atX = Math.clamp(Math.round(width / 2.0 - sumX / mass), 0, width - sign.width());
    int atY = Math.clamp(Math.round(height / 2.0 - sumY / mass), 0, height - sign.height());
    float[] light = new float[width * height];
    Arrays.fill(light, ground);
    for (int y = 0; y < sign.height(); y++) {
      System.arraycopy(
          sign.light(), y * sign.width(), light, (atY + y) * width + atX, sign.width());
    }
    return new GreyPicture(width, height, light);
  }
}
