package dev.adjoint.data.image;

import java.util.Arrays;

/// Changes of the values of a standardised image, in place.
///
/// @param pixels holds the image from `start` on, channel by channel
/// @param start where the image begins
/// @param channels of the image
/// @param height its rows
/// @param width its columns
record PixelChange(float[] pixels, int start, int channels, int height, int width) {

  private static final double STRETCHED = 2;

  private int plane() {
    return height * width;
  }

  private int end() {
    return start + channels * plane();
  }

  /// Adds a number to every value.
  void add(double brightness) {
    for (int i = start; i < end(); i++) {
      pixels[i] = (float) (pixels[i] + brightness);
    }
  }

  /// Multiplies the distance of every value from the mean of the image.
  void contrast(double factor) {
    double mean = 0;
    for (int i = start; i < end(); i++) {
      mean += pixels[i];
    }
    mean /= end() - start;
    for (int i = start; i < end(); i++) {
      pixels[i] = (float) (mean + factor * (pixels[i] - mean));
    }
  }

  /// Multiplies the distance of each pixel from its grey; an image of one channel stays as it is.
  void saturate(double factor) {
    if (channels == 1) {
      return;
    }
    for (int i = 0; i < plane(); i++) {
      double grey = 0;
      for (int c = 0; c < channels; c++) {
        grey += pixels[start + c * plane() + i];
      }
      grey /= channels;
      for (int c = 0; c < channels; c++) {
        int at = start + c * plane() + i;
        pixels[at] = (float) (grey + factor * (pixels[at] - grey));
      }
    }
  }

  /// Multiplies the distance of each pixel from the smoothed image: of the 3 × 3 pixels around it,
  /// the middle one counts 5 of 13. The pixels at the edges stay as they are.
  void sharpen(double factor) {
    float[] old = Arrays.copyOfRange(pixels, start, end());
    for (int c = 0; c < channels; c++) {
      for (int y = 1; y < height - 1; y++) {
        for (int x = 1; x < width - 1; x++) {
          int at = c * plane() + y * width + x;
          double sum = 4.0 * old[at];
          for (int row = -width; row <= width; row += width) {
            sum += (double) old[at + row - 1] + old[at + row] + old[at + row + 1];
          }
          double smooth = sum / 13;
          pixels[start + at] = (float) (smooth + factor * (old[at] - smooth));
        }
      }
    }
  }

  /// Stretches each channel to ±2; a channel of one colour stays as it is.
  void autocontrast() {
    for (int c = 0; c < channels; c++) {
      int from = start + c * plane();
      double low = least(from);
      double high = greatest(from);
      for (int i = from; high > low && i < from + plane(); i++) {
        pixels[i] = (float) (STRETCHED * (2 * (pixels[i] - low) / (high - low) - 1));
      }
    }
  }

  /// Maps the ranks of the values of a channel evenly to −√3 … √3, so that the channel is uniform
  /// with deviation 1; equal values get the mean of their ranks. A channel of one colour stays as
  /// it is.
  void equalize() {
    for (int c = 0; c < channels; c++) {
      int from = start + c * plane();
      float[] sorted = Arrays.copyOfRange(pixels, from, from + plane());
      Arrays.sort(sorted);
      if (sorted[0] == sorted[plane() - 1]) {
        continue;
      }
      float[] mapped = new float[plane()];
      for (int low = 0; low < plane(); ) {
        int high = low;
        while (high < plane() && sorted[high] == sorted[low]) {
          high++;
        }
        double middle = (low + high - 1) / 2.0 / (plane() - 1);
        Arrays.fill(mapped, low, high, (float) (Math.sqrt(3) * (2 * middle - 1)));
        low = high;
      }
      for (int i = from; i < from + plane(); i++) {
        pixels[i] = mapped[Arrays.binarySearch(sorted, pixels[i])];
      }
    }
  }

  /// Leaves 2^bits levels between the least and the greatest value of each channel.
  void posterize(int bits) {
    int levels = (1 << bits) - 1;
    for (int c = 0; c < channels; c++) {
      int from = start + c * plane();
      double low = least(from);
      double high = greatest(from);
      for (int i = from; high > low && i < from + plane(); i++) {
        double level = Math.floor((pixels[i] - low) / (high - low) * levels);
        pixels[i] = (float) (low + level / levels * (high - low));
      }
    }
  }

  /// Mirrors the values of each channel that lie above a part of its range.
  ///
  /// @param part 0 mirrors all values, 1 none
  void solarize(double part) {
    for (int c = 0; c < channels; c++) {
      int from = start + c * plane();
      double low = least(from);
      double high = greatest(from);
      double threshold = low + part * (high - low);
      for (int i = from; i < from + plane(); i++) {
        pixels[i] = pixels[i] > threshold ? (float) (high + low - pixels[i]) : pixels[i];
      }
    }
  }

  private double least(int from) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = from; i < from + plane(); i++) {
      least = Math.min(least, pixels[i]);
    }
    return least;
  }

  private double greatest(int from) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + plane(); i++) {
      greatest = Math.max(greatest, pixels[i]);
    }
    return greatest;
  }
}
