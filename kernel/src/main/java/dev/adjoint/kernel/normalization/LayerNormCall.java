package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// Normalises each row of x `[rows, length]`: with `μ = Σ x / length`, `v = Σ (x − μ)² / length`
/// and `r = 1 / √(v + ε)`, the result is `y = fma((x − μ)·r, gain, bias)`, where gain and bias are
/// `[length]`.
///
/// Writes μ and r, `[rows]`, for the gradient.
public record LayerNormCall(
    View x,
    View gain,
    View bias,
    double epsilon,
    View y,
    View mean,
    View scale,
    int rows,
    int length)
    implements KernelCall {
  @Override
  public LayerNormCall on(Operands operands) {
    return new LayerNormCall(
        operands.read(x),
        operands.read(gain),
        operands.read(bias),
        epsilon,
        operands.write(y),
        operands.write(mean),
        operands.write(scale),
        rows,
        length);
  }

  @Override
  public void scalar() {
    ScalarLayerNorm.run(x, gain, bias, epsilon, y, mean, scale, rows, length);
  }

  @Override
  public void vector() {
    if (x.storage() instanceof Storage.Floats) {
      VectorLayerNorm.run(x, gain, bias, epsilon, y, mean, scale, rows, length);
    } else {
      scalar();
    }
  }
}
