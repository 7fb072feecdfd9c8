package dev.adjoint.data.prepare;

/// Mean and standard deviation (mean over all values) of numbers, in two passes over doubles.
///
/// @param mean the mean
/// @param std the square root of the mean squared difference from the mean
record Moments(double mean, double std) {

  /// The moments of every `stride`-th value from `first` on.
  static Moments of(float[] values, int first, int stride) {
    int count = 0;
    double sum = 0;
    for (int i = first; i < values.length; i += stride) {
      sum += values[i];
      count++;
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = first; i < values.length; i += stride) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return new Moments(mean, Math.sqrt(squares / count));
  }
}
