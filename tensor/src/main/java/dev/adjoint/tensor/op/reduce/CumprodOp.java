package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;

/// The running product along the last axis: `yᵢ = Πⱼ≤ᵢ xⱼ`.
///
/// Gradient: for element k, `Σᵢ≥ₖ gᵢ · Πⱼ≤ᵢ,ⱼ≠ₖ xⱼ`: this is correct for any number of zeros,
/// because it does not divide, but it needs n² numbers for n elements.
public record CumprodOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ExtremeOp.requireNumbers(label(), x);
    return Applied.of(
        Cumulation.along(Reduction.PRODUCT, x, x.shape().rank() - 1), g -> derivative(g, x));
  }

  private static Tensor derivative(Tensor g, Tensor x) {
    Tensor without = Tensor.apply(new CumprodOp(), ProductOfOthersOp.leaveOneOut(x));
    // Row k, column i: the derivative of the running product up to i for element k; for i < k it is
    // 0.
    return g.unsqueeze(-2).multiply(without).triu().sum(-1);
  }

  @Override
  public String label() {
    return "cumprod";
  }
}
