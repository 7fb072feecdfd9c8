package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// The gradients of [BatchNormCall] for the gradient g of its value.
///
/// With `d = x − μ`, `r = 1 / √(v + ε)`, `a = Σ g / n` and `b = r·r·Σ g·d / n`, the gradient of x
/// is `gx = gain·r · fma(d, −b, g − a)`. The gradient of gain is `r·Σ g·d`, the gradient of bias is
/// `Σ g`.
public record BatchNormGradientCall(
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
    int inner)
    implements KernelCall {
  @Override
  public BatchNormGradientCall on(Operands operands) {
    return new BatchNormGradientCall(
        operands.read(g),
        operands.read(x),
        operands.read(mean),
        operands.read(variance),
        operands.read(gain),
        epsilon,
        operands.write(gx),
        operands.write(gGain),
        operands.write(gBias),
        samples,
        channels,
        inner);
  }

  @Override
  public void scalar() {
    ScalarBatchNorm.gradient(
        g, x, mean, variance, gain, epsilon, gx, gGain, gBias, samples, channels, inner);
  }

  @Override
  public void vector() {
    if (x.storage() instanceof Storage.Floats) {
      VectorBatchNorm.gradient(
          g, x, mean, variance, gain, epsilon, gx, gGain, gBias, samples, channels, inner);
    } else {
      scalar();
    }
  }
}
