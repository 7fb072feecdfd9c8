package dev.adjoint.data.image;

import java.util.Locale;

/// How images of different sizes become squares of one size.
public enum ImageFit {
  /// The shorter side is scaled to the size, and the middle is cut out, as torchvision's
  /// `Resize(size)` and `CenterCrop(size)`.
  CROP,
  /// Both sides are scaled to the size, as torchvision's `Resize((size, size))`; shapes are
  /// distorted, nothing is cut away.
  STRETCH;

  /// The image as a square.
  ///
  /// @param size its side in pixels, at least 1
  public Pixels of(Pixels image, int size) {
    if (this == STRETCH) {
      return Resampling.of(image, size, size);
    }
    int width = image.width();
    int height = image.height();
    int longer = (int) ((long) size * Math.max(width, height) / Math.min(width, height));
    Pixels scaled =
        width <= height ? Resampling.of(image, size, longer) : Resampling.of(image, longer, size);
    return scaled.crop(middle(scaled.width() - size), middle(scaled.height() - size), size, size);
  }

  /// Half of the rest, rounded to the even number as Python does.
  private static int middle(int rest) {
    return (int) Math.rint(rest / 2.0);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
