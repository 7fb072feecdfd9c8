package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Workers;

/// The largest absolute value over the channels at each pixel of some images; NaN where one of them
/// is NaN. It decides which tiles must not be computed by [Winograd].
///
/// @param of `[images, height, width]`
record Magnitudes(float[] of, int height, int width) {

  /// @param x `[images, channels, height, width]` of F32, C order
  static Magnitudes of(View x, int images, int channels, int height, int width) {
    float[] from = ((Storage.Floats) x.storage()).array();
    int area = height * width;
    float[] of = new float[images * area];
    Workers.run(
        images,
        n -> {
          for (int c = 0; c < channels; c++) {
            raise(of, n * area, from, x.offset() + (n * channels + c) * area, area);
          }
        });
    return new Magnitudes(of, height, width);
  }

  private static void raise(float[] to, int at, float[] from, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] = Math.max(to[at + i], Math.abs(from[start + i]));
    }
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

  /// The largest absolute value of a view in C order.
  static float largest(View x) {
    float[] from = ((Storage.Floats) x.storage()).array();
    float largest = 0;
    for (int i = 0; i < x.count(); i++) {
      largest = Math.max(largest, Math.abs(from[x.offset() + i]));
    }
    return largest;
  }

  /// The value at a pixel of image n, 0 outside of the image.
  float at(int n, int h, int w) {
    boolean inside = h >= 0 && h < height && w >= 0 && w < width;
    return inside ? of[(n * height + h) * width + w] : 0;
  }

  /// Copies a square from (top, left) on, zeros where there is nothing, and returns its largest
  /// value.
  float square(int n, int top, int left, int size, float[] to) {
    float largest = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        float value = at(n, top + i, left + j);
        to[i * size + j] = value;
        largest = Math.max(largest, value);
      }
    }
    return largest;
  }
}
