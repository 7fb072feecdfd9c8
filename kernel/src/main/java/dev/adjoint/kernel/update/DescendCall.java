package dev.adjoint.kernel.update;

import dev.adjoint.kernel.View;

/// Gradient descent.
///
/// ```
/// d = fma(decay, θ, g)
/// θ ← fma(−rate, d, θ)
/// ```
public record DescendCall(View[] values, View[] gradients, double rate, double decay)
    implements UpdateCall {
  @Override
  public void scalar() {
    ScalarUpdate.descend(values, gradients, rate, decay);
  }

  @Override
  public void vector() {
    if (UpdateCall.allFloats(values)) {
      VectorUpdate.descend(values, gradients, rate, decay);
    } else {
      scalar();
    }
  }
}
