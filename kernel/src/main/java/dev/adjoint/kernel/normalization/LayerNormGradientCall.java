package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// The gradients of [LayerNormCall] for the gradient g of its value.
///
/// With `h = g·gain`, `d = x − μ`, `a = Σ h / length` and `b = r·r·Σ h·d / length`, the gradient of
/// x is `gx = r · fma(d, −b, h − a)`. The gradients of gain, `Σ g · (d·r)`, and bias, `Σ g`, are
/// sums over the rows: one chain of fused multiply–adds for each block of `LayerNormBlocks`; the
/// results of the blocks are added in order.
public record LayerNormGradientCall(
    View g,
    View x,
    View gain,
    View mean,
    View scale,
    View gx,
    View gGain,
    View gBias,
    int rows,
    int length)
    implements KernelCall {
  @Override
  public LayerNormGradientCall on(Operands operands) {
    return new LayerNormGradientCall(
        operands.read(g),
        operands.read(x),
        operands.read(gain),
        operands.read(mean),
        operands.read(scale),
        operands.write(gx),
        operands.write(gGain),
        operands.write(gBias),
        rows,
        length);
  }

  @Override
  public void scalar() {
    ScalarLayerNorm.gradient(g, x, gain, mean, scale, gx, gGain, gBias, rows, length);
  }

  @Override
  public void vector() {
    if (x.storage() instanceof Storage.Floats) {
      ScalarLayerNorm.floats(
          g, x, gain, mean, scale, gx, gGain, gBias, rows, length, VectorLayerNorm::gradient);
    } else {
      scalar();
    }
  }
}
