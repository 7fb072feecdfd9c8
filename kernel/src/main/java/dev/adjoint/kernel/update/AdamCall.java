package dev.adjoint.kernel.update;

import dev.adjoint.kernel.View;

/// Adam and its kin.
///
/// ```
/// d = fma(decay, θ, g)
/// m ← fma(β₁, m, (1 − β₁)·d)
/// v ← fma(β₂, v, ((1 − β₂)·d)·d)
/// θ ← fma(−rate, m / fma(√v, rootScale, ε), keep·θ)
/// ```
public record AdamCall(View[] values, View[] gradients, View[] means, View[] squares, AdamStep step)
    implements UpdateCall {
  @Override
  public void scalar() {
    ScalarUpdate.adam(values, gradients, means, squares, step);
  }

  @Override
  public void vector() {
    if (UpdateCall.allFloats(values)) {
      VectorUpdate.adam(values, gradients, means, squares, step);
    } else {
      scalar();
    }
  }
}
