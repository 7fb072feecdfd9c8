package dev.adjoint.data.prepare;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Mean, standard deviation (mean over all values) and extremes of numbers, in two passes over
/// doubles.
///
/// Numbers beyond 2^±400 are divided by a power of two first, which is exact, so that neither the
/// sum nor the squares overflow or underflow.
///
/// @param mean the mean
/// @param std the square root of the mean squared difference from the mean
/// @param least the least value
/// @param greatest the greatest value
record Moments(double mean, double std, double least, double greatest) {
  private static final int SAFE_EXPONENT = 400;
  private static final int NOISE = 16;

  /// The moments of the values of a feature, at least one.
  static Moments of(double[] values) {
    return of(
        values,
        terms -> {
          double sum = 0;
          for (double term : terms) {
            sum += term;
          }
          return sum;
        });
  }

  /// The moments of the values of a target, at least one; the sums are compensated.
  static Moments ofTarget(double[] values) {
    return of(values, terms -> DoubleStream.of(terms).sum());
  }

  /// The moments of every `stride`-th value from `first` on.
  static Moments of(float[] values, int first, int stride) {
    double[] chosen = new double[(values.length - first + stride - 1) / stride];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = values[first + i * stride];
    }
    return of(chosen);
  }

  private interface Sum {
    double of(double[] terms);
  }

  private static Moments of(double[] values, Sum sum) {
    double least = Arrays.stream(values).min().orElseThrow();
    double greatest = Arrays.stream(values).max().orElseThrow();
    double largest = Math.max(Math.abs(least), Math.abs(greatest));
    int exponent = Math.getExponent(largest);
    int scale = largest == 0 || Math.abs(exponent) < SAFE_EXPONENT ? 0 : exponent;
    double[] terms = new double[values.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = Math.scalb(values[i], -scale);
    }
    double mean = sum.of(terms) / terms.length;
    for (int i = 0; i < terms.length; i++) {
      double difference = terms[i] - mean;
      terms[i] = difference * difference;
    }
    double std = Math.sqrt(sum.of(terms) / terms.length);
    return new Moments(Math.scalb(mean, scale), Math.scalb(std, scale), least, greatest);
  }

  /// Whether the values are one value, up to rounding.
  ///
  /// @return true when the extremes are at most 16 units in the last place of the larger magnitude
  ///   apart, in 64-bit numbers, whatever that magnitude is
  boolean isConstant() {
    double largest = Math.max(Math.abs(least), Math.abs(greatest));
    return std == 0 || greatest - least <= NOISE * Math.ulp(largest);
  }

  /// A value on the scale of mean 0 and deviation 1, in 64-bit numbers.
  ///
  /// @return `(value − mean) / std`, also where the difference alone overflows
  static double standardize(double value, double mean, double std) {
    double difference = value - mean;
    return Double.isInfinite(difference) ? value / std - mean / std : difference / std;
  }
}
