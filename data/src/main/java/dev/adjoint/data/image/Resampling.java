package dev.adjoint.data.image;

/// Scaling with a triangle filter that widens where the image shrinks ("antialiased bilinear"), in
/// the integer arithmetic of Pillow: weights of 22 bits, first along rows, then along columns, each
/// rounded to bytes.
final class Resampling {

  private static final int PRECISION = 22;
  private static final int CHANNELS = Pixels.CHANNELS;

  /// For each position of the result, where its inputs begin and how much each counts.
  private record Weights(int[] first, int[][] of) {}

  private Resampling() {}

  /// The image in another size.
  static Pixels of(Pixels image, int width, int height) {
    Pixels wide = width == image.width() ? image : across(image, width);
    return height == image.height() ? wide : down(wide, height);
  }

  private static Weights weights(int in, int out) {
    double scale = (double) in / out;
    double filter = Math.max(scale, 1);
    int[] first = new int[out];
    int[][] all = new int[out][];
    for (int i = 0; i < out; i++) {
      double centre = (i + 0.5) * scale;
      int from = Math.max((int) (centre - filter + 0.5), 0);
      int to = Math.min((int) (centre + filter + 0.5), in);
      double[] weights = new double[to - from];
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        double distance = Math.abs((j + from - centre + 0.5) * (1 / filter));
        weights[j] = Math.max(1 - distance, 0);
        sum += weights[j];
      }
      first[i] = from;
      all[i] = new int[weights.length];
      for (int j = 0; j < weights.length; j++) {
        double share = sum == 0 ? weights[j] : weights[j] / sum;
        all[i][j] = (int) (0.5 + share * (1 << PRECISION));
      }
    }
    return new Weights(first, all);
  }

  private static Pixels across(Pixels image, int width) {
    Weights weights = weights(image.width(), width);
    byte[] in = image.rgb();
    byte[] out = new byte[CHANNELS * width * image.height()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++) {
        int start = CHANNELS * (y * image.width() + weights.first()[x]);
        mix(in, start, CHANNELS, weights.of()[x], out, CHANNELS * (y * width + x));
      }
    }
    return new Pixels(width, image.height(), out);
  }

  private static Pixels down(Pixels image, int height) {
    Weights weights = weights(image.height(), height);
    int width = image.width();
    byte[] out = new byte[CHANNELS * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int start = CHANNELS * (weights.first()[y] * width + x);
        mix(image.rgb(), start, CHANNELS * width, weights.of()[y], out, CHANNELS * (y * width + x));
      }
    }
    return new Pixels(width, height, out);
  }

  private static void mix(byte[] in, int start, int step, int[] weights, byte[] out, int at) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      int sum = 1 << (PRECISION - 1);
      for (int i = 0; i < weights.length; i++) {
        sum += (in[start + channel + i * step] & 0xFF) * weights[i];
      }
      out[at + channel] = (byte) Math.clamp(sum >> PRECISION, 0, 255);
    }
  }
}
