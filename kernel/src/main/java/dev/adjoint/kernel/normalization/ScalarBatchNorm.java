package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.Pieces;

/// Batch normalisation for F32 and F64; each channel is one piece of work.
public final class ScalarBatchNorm {
  /// The cost of one element, in elements of an addition.
  static final int WEIGHT = 4;

  private ScalarBatchNorm() {}

  public static void run(
      View x,
      View gain,
      View bias,
      double epsilon,
      View y,
      View mean,
      View variance,
      int samples,
      int channels,
      int n) {
    boolean single = isSingle(x);
    float eps = (float) epsilon;
    Pieces.run(
        channels,
        samples * n * WEIGHT,
        (from, to) -> {
          if (single) {
            FloatBatchNorm.moments(x, mean, variance, samples, channels, n, from, to);
            FloatBatchNorm.normalise(
                x, mean, variance, gain, bias, eps, y, samples, channels, n, from, to);
          } else {
            DoubleBatchNorm.moments(x, mean, variance, samples, channels, n, from, to);
            DoubleBatchNorm.normalise(
                x, mean, variance, gain, bias, epsilon, y, samples, channels, n, from, to);
          }
        });
  }

  public static void given(
      View x,
      View mean,
      View variance,
      View gain,
      View bias,
      double epsilon,
      View y,
      int samples,
      int channels,
      int n) {
    boolean single = isSingle(x);
    float eps = (float) epsilon;
    Pieces.run(
        channels,
        samples * n,
        (from, to) -> {
          if (single) {
            FloatBatchNorm.normalise(
                x, mean, variance, gain, bias, eps, y, samples, channels, n, from, to);
          } else {
            DoubleBatchNorm.normalise(
                x, mean, variance, gain, bias, epsilon, y, samples, channels, n, from, to);
          }
        });
  }

  public static void gradient(
      View g,
      View x,
      View mean,
      View variance,
      View gain,
      double epsilon,
      View gx,
      View gGain,
      View gBias,
      int samples,
      int channels,
      int n) {
    boolean single = isSingle(x);
    float eps = (float) epsilon;
    Pieces.run(
        channels,
        samples * n * WEIGHT,
        (from, to) -> {
          if (single) {
            FloatBatchNorm.gradient(
                g, x, mean, variance, gain, eps, gx, gGain, gBias, samples, channels, n, from, to);
          } else {
            DoubleBatchNorm.gradient(
                g, x, mean, variance, gain, epsilon, gx, gGain, gBias, samples, channels, n, from,
                to);
          }
        });
  }

  public static void average(double keep, double weight, View x, View y) {
    if (isSingle(y)) {
      FloatBatchNorm.average((float) keep, (float) weight, x, y, y.count());
    } else {
      DoubleBatchNorm.average(keep, weight, x, y, y.count());
    }
  }

  private static boolean isSingle(View x) {
    return switch (x.storage()) {
      case Floats _ -> true;
      case Doubles _ -> false;
      default -> throw Unsupported.function("batch norm", x.storage());
    };
  }
}
