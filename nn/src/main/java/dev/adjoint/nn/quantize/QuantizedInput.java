package dev.adjoint.nn.quantize;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// What layers for inference ask of their input.
final class QuantizedInput {

  private QuantizedInput() {}

  /// Refuses an input from which a gradient would be expected.
  static Tensor requireUntracked(String layer, Tensor x) {
    Require.tensor(layer, "x", x);
    if (x.isTracked() && Tensor.isGradEnabled()) {
      throw new IllegalStateException(
          "%s: x is tracked but the layer has no gradient; use it for inference, inside Tensor.noGrad"
              .formatted(layer));
    }
    return x;
  }
}
