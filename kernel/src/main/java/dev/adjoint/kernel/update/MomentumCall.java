package dev.adjoint.kernel.update;

import dev.adjoint.kernel.View;

/// Gradient descent with momentum.
///
/// ```
/// d = fma(decay, θ, g)
/// b ← fma(memory, b, weight·d)
/// θ ← fma(−rate, b, θ)                         or, looking ahead,
/// θ ← fma(−rate, fma(lookahead, b, d), θ)
/// ```
public record MomentumCall(View[] values, View[] gradients, View[] buffers, MomentumStep step)
    implements UpdateCall {
  @Override
  public void scalar() {
    ScalarUpdate.momentum(values, gradients, buffers, step);
  }

  @Override
  public void vector() {
    if (UpdateCall.allFloats(values)) {
      VectorUpdate.momentum(values, gradients, buffers, step);
    } else {
      scalar();
    }
  }
}
