package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// Normalises each channel of x `[samples, channels, inner]`: `y = fma(x − μ, s, bias)` with `s =
/// gain / √(v + ε)`, where μ is the mean and `v = Σ (x − μ)² / n` the variance of the `n = samples
/// · inner` elements of the channel.
///
/// Writes μ and v, `[channels]`.
public record BatchNormCall(
    View x,
    View gain,
    View bias,
    double epsilon,
    View y,
    View mean,
    View variance,
    int samples,
    int channels,
    int inner)
    implements KernelCall {
  @Override
  public BatchNormCall on(Operands operands) {
    return new BatchNormCall(
        operands.read(x),
        operands.read(gain),
        operands.read(bias),
        epsilon,
        operands.write(y),
        operands.write(mean),
        operands.write(variance),
        samples,
        channels,
        inner);
  }

  @Override
  public void scalar() {
    ScalarBatchNorm.run(x, gain, bias, epsilon, y, mean, variance, samples, channels, inner);
  }

  @Override
  public void vector() {
    if (x.storage() instanceof Storage.Floats) {
      VectorBatchNorm.run(x, gain, bias, epsilon, y, mean, variance, samples, channels, inner);
    } else {
      scalar();
    }
  }
}
