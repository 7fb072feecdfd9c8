package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;

/// The running product along the last axis: `yᵢ = Πⱼ≤ᵢ xⱼ`.
///
/// Gradient: for element k, `Σᵢ≥ₖ gᵢ · Πⱼ≤ᵢ,ⱼ≠ₖ xⱼ`, which is the product of the elements before k
/// times `sₖ = gₖ + xₖ₊₁·sₖ₊₁`. This is correct for any number of zeros, because it does not
/// divide, and its memory is linear in the number of elements.
public record CumprodOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ExtremeOp.requireNumbers(label(), x);
    return Applied.of(
        Cumulation.along(Reduction.PRODUCT, x, x.shape().rank() - 1), g -> derivative(g, x));
  }

  private static Tensor derivative(Tensor g, Tensor x) {
    return before(x).multiply(RecurrenceOp.fromTheEnd(g, x));
  }

  /// For each element, the product of the elements before it.
  static Tensor before(Tensor x) {
    return Tensor.apply(new CumprodOp(), RecurrenceOp.delayed(x, 1));
  }

  @Override
  public String label() {
    return "cumprod";
  }
}
