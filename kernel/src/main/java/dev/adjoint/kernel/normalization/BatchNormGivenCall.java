package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// The same as [BatchNormCall] with a given mean and variance.
public record BatchNormGivenCall(
    View x,
    View mean,
    View variance,
    View gain,
    View bias,
    double epsilon,
    View y,
    int samples,
    int channels,
    int inner)
    implements KernelCall {
  @Override
  public BatchNormGivenCall on(Operands operands) {
    return new BatchNormGivenCall(
        operands.read(x),
        operands.read(mean),
        operands.read(variance),
        operands.read(gain),
        operands.read(bias),
        epsilon,
        operands.write(y),
        samples,
        channels,
        inner);
  }

  @Override
  public void scalar() {
    ScalarBatchNorm.given(x, mean, variance, gain, bias, epsilon, y, samples, channels, inner);
  }

  @Override
  public void vector() {
    if (x.storage() instanceof Storage.Floats) {
      VectorBatchNorm.given(x, mean, variance, gain, bias, epsilon, y, samples, channels, inner);
    } else {
      scalar();
    }
  }
}
