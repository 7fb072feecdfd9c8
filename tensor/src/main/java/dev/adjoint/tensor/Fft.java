package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.fourier.Transforms;

/// Discrete Fourier transforms, under the names of PyTorch's `torch.fft`.
///
/// A complex number is a pair in the last axis: complex tensors are `[…, n, 2]`, the layout of
/// PyTorch's `view_as_real`. Axes are counted without that last axis, so −1 is the axis of n
/// numbers; without axes, `fft` and `rfft` take the last one, the forms ending in `2` the last two,
/// and the forms ending in `n` all. The transform is `y[k] = Σⱼ x[j]·exp(−2πi·j·k/n)`, its inverse
/// has the positive exponent and the factor 1/n ([FftNorm] has the other conventions).
///
/// Computed in F64 and rounded once; any length is fast, and bits do not depend on the number of
/// threads. Derivatives of any order exist.
public final class Fft {

  private Fft() {}

  /// The transform of complex numbers along an axis.
  public static Tensor fft(Tensor x, int axis) {
    return fftn(x, FftNorm.BACKWARD, axis);
  }

  /// The transform along the last axis.
  public static Tensor fft(Tensor x) {
    return fft(x, -1);
  }

  /// The inverse of [#fft].
  public static Tensor ifft(Tensor x, int axis) {
    return ifftn(x, FftNorm.BACKWARD, axis);
  }

  /// The inverse along the last axis.
  public static Tensor ifft(Tensor x) {
    return ifft(x, -1);
  }

  /// The transform along the last two axes, `[…, m, n, 2]`.
  public static Tensor fft2(Tensor x) {
    return fftn(x, FftNorm.BACKWARD, -2, -1);
  }

  /// The inverse of [#fft2].
  public static Tensor ifft2(Tensor x) {
    return ifftn(x, FftNorm.BACKWARD, -2, -1);
  }

  /// The transform along several axes, all if none is named.
  ///
  /// @throws ShapeException if x is not complex, or an axis has no elements
  public static Tensor fftn(Tensor x, FftNorm norm, int... axes) {
    Require.present("fft", "x", x);
    Require.present("fft", "norm", norm);
    Require.present("fft", "axes", axes);
    return ThreadContext.named("fft", () -> complex("fft", x, norm, false, axes));
  }

  /// The inverse of [#fftn].
  public static Tensor ifftn(Tensor x, FftNorm norm, int... axes) {
    Require.present("ifft", "x", x);
    Require.present("ifft", "norm", norm);
    Require.present("ifft", "axes", axes);
    return ThreadContext.named("ifft", () -> complex("ifft", x, norm, true, axes));
  }

  private static Tensor complex(String name, Tensor x, FftNorm norm, boolean inverse, int... axes) {
    int[] all = Transforms.axes(name, x, true, axes);
    return scaled(
        Transforms.complex(x, inverse, all), norm.factor(Transforms.count(x, all), inverse));
  }

  private static Tensor scaled(Tensor x, double factor) {
    return factor == 1 ? x : x.multiply(factor);
  }

  /// The transform of n real numbers along the last axis, `[…, n]` to `[…, n/2 + 1, 2]`: the other
  /// half has the conjugate numbers.
  public static Tensor rfft(Tensor x) {
    return rfftn(x, FftNorm.BACKWARD, -1);
  }

  /// The inverse of [#rfft] for n real numbers; the imaginary parts of index 0 and, for even n, of
  /// index n/2 have no effect.
  public static Tensor irfft(Tensor x, int n) {
    return irfftn(x, n, FftNorm.BACKWARD, -1);
  }

  /// The transform of real numbers along the last two axes, `[…, m, n]` to `[…, m, n/2 + 1, 2]`.
  public static Tensor rfft2(Tensor x) {
    return rfftn(x, FftNorm.BACKWARD, -2, -1);
  }

  /// The inverse of [#rfft2] for n columns.
  public static Tensor irfft2(Tensor x, int n) {
    return irfftn(x, n, FftNorm.BACKWARD, -2, -1);
  }

  /// The transform of real numbers along several axes, all if none is named; the last one named is
  /// halved.
  ///
  /// @throws ShapeException if an axis has no elements
  public static Tensor rfftn(Tensor x, FftNorm norm, int... axes) {
    Require.present("rfft", "x", x);
    Require.present("rfft", "norm", norm);
    Require.present("rfft", "axes", axes);
    return ThreadContext.named(
        "rfft",
        () -> {
          int[] all = Transforms.axes("rfft", x, false, axes);
          return scaled(Transforms.real(x, all), norm.factor(Transforms.count(x, all), false));
        });
  }

  /// The inverse of [#rfftn] with n numbers along the last of these axes.
  ///
  /// @throws ShapeException if that axis of x has not n/2 + 1 numbers
  public static Tensor irfftn(Tensor x, int n, FftNorm norm, int... axes) {
    Require.present("irfft", "x", x);
    Require.present("irfft", "norm", norm);
    Require.present("irfft", "axes", axes);
    return ThreadContext.named(
        "irfft",
        () -> {
          int[] all = Transforms.axes("irfft", x, true, axes);
          Tensor y = Transforms.toReal(x, n, all);
          return scaled(y, norm.factor(Transforms.count(y, all), true));
        });
  }

  /// The frequencies of the n numbers of a transform, in cycles per unit for samples that are
  /// `spacing` apart: 0, 1, …, −2, −1, divided by n·spacing.
  ///
  /// @throws IllegalArgumentException if n is below 1 or the spacing is not finite or 0
  public static Tensor fftfreq(int n, double spacing) {
    requireSamples("fftfreq", n, spacing);
    double[] frequencies = new double[n];
    for (int k = 0; k < n; k++) {
      frequencies[k] = (k < (n + 1) / 2 ? k : k - n) / (n * spacing);
    }
    return Tensor.of(ElementType.F64, frequencies);
  }

  /// The frequencies of the n/2 + 1 numbers of [#rfft].
  ///
  /// @throws IllegalArgumentException if n is below 1 or the spacing is not finite or 0
  public static Tensor rfftfreq(int n, double spacing) {
    requireSamples("rfftfreq", n, spacing);
    double[] frequencies = new double[n / 2 + 1];
    for (int k = 0; k < frequencies.length; k++) {
      frequencies[k] = k / (n * spacing);
    }
    return Tensor.of(ElementType.F64, frequencies);
  }

  private static void requireSamples(String operation, int n, double spacing) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "%s: the number of samples is %d but must be at least 1; give the length of the signal"
              .formatted(operation, n));
    }
    if (spacing == 0 || !Double.isFinite(spacing)) {
      throw new IllegalArgumentException(
          "%s: the spacing is %s but must be a finite number that is not 0; 1 is usual"
              .formatted(operation, spacing));
    }
  }

  /// Moves frequency 0 to the middle of these axes, which are counted as in any tensor; all if none
  /// is named.
  public static Tensor fftshift(Tensor x, int... axes) {
    Require.present("fftshift", "x", x);
    Require.present("fftshift", "axes", axes);
    return Transforms.shifted(x, false, axes);
  }

  /// The inverse of [#fftshift].
  public static Tensor ifftshift(Tensor x, int... axes) {
    Require.present("ifftshift", "x", x);
    Require.present("ifftshift", "axes", axes);
    return Transforms.shifted(x, true, axes);
  }
}
