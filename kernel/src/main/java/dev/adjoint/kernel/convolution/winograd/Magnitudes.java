package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// The largest absolute value over the channels at each pixel of one image, or NaN where one of the
/// values is NaN, as bits of floats: see [MagnitudeScan]. It decides which tiles must not be
/// computed by [Winograd].
///
/// The pixels have a border of zeros, so that the array contains the surroundings of whole tiles.
///
/// @param of `[rows, columns]`, two more in each direction than whole tiles cover
record Magnitudes(int[] of, int rows, int columns) {

  /// The magnitudes of image n of x `[…, channels, height, width]`, F32 in C order, in the layout
  /// of the tiles of a convolution: pixel (0, 0) is at (top, left).
  static Magnitudes of(
      MagnitudeScan scan,
      WinogradSizes s,
      View x,
      int n,
      int channels,
      int height,
      int width,
      int top,
      int left) {
    float[] from = ((Storage.Floats) x.storage()).array();
    int area = height * width;
    int[] pixels = new int[area];
    scan.raise(pixels, from, x.offset() + n * channels * area, area, channels, area);
    int rows = s.down() * Winograd.TILE + 2;
    int columns = s.across() * Winograd.TILE + 2;
    int[] of = new int[rows * columns];
    int used = Math.min(width, columns - left);
    for (int h = 0; h < Math.min(height, rows - top); h++) {
      System.arraycopy(pixels, h * width, of, (top + h) * columns + left, used);
    }
    return new Magnitudes(of, rows, columns);
  }

  /// The largest value in the 3×3 window that begins at each pixel. The last two rows and columns
  /// are not used.
  int[] largestOfWindows() {
    int[] across = new int[of.length];
    for (int i = 0; i < of.length - 2; i++) {
      across[i] = Math.max(of[i], Math.max(of[i + 1], of[i + 2]));
    }
    int[] windows = new int[of.length];
    for (int i = 0; i < of.length - 2 * columns; i++) {
      windows[i] = Math.max(across[i], Math.max(across[i + columns], across[i + 2 * columns]));
    }
    return windows;
  }

  /// The smallest value in the 3×3 window that begins at each pixel, in the same layout as
  /// [#largestOfWindows].
  int[] smallestOfWindows() {
    int[] across = new int[of.length];
    for (int i = 0; i < of.length - 2; i++) {
      across[i] = Math.min(of[i], Math.min(of[i + 1], of[i + 2]));
    }
    int[] windows = new int[of.length];
    for (int i = 0; i < of.length - 2 * columns; i++) {
      windows[i] = Math.min(across[i], Math.min(across[i + columns], across[i + 2 * columns]));
    }
    return windows;
  }

  /// Whether a view in C order has no negative number.
  static boolean nonNegative(View x) {
    float[] from = ((Storage.Floats) x.storage()).array();
    for (int i = x.offset(); i < x.offset() + x.count(); i++) {
      if (from[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /// Replaces negative numbers of a view in C order by 0.
  static void clamp(View x) {
    float[] values = ((Storage.Floats) x.storage()).array();
    for (int i = x.offset(); i < x.offset() + x.count(); i++) {
      values[i] = Math.max(values[i], 0);
    }
  }
}
