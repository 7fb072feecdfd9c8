package dev.adjoint.nn.loss;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// The factor `(1 − p)^γ` of the focal losses.
///
/// Below the smallest normal number `1 − p` is that number: for a γ below 1 the slope of the power
/// is infinite at 0, and its product with the loss, which is 0 there, would be NaN instead of the
/// limit 0.
final class Focus {

  private Focus() {}

  /// @param missing `1 − p`, within 0 … 1
  static Tensor of(Tensor missing, double gamma) {
    boolean wide = missing.elementType() == ElementType.F64;
    return missing.clamp(wide ? Double.MIN_NORMAL : Float.MIN_NORMAL, 1).pow(gamma);
  }
}
