package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The product along the last axis, which keeps size 1; the product of no elements is 1.
///
/// Gradient: `g · Πⱼ≠ᵢ xⱼ`, the product of the elements before times that of the elements after,
/// without dividing the product by `xᵢ`, so it is correct for any number of zeros.
public record ProdOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ExtremeOp.requireNumbers(label(), x);
    return Applied.of(
        ReducedAxes.over(Reduction.PRODUCT, x, List.of(x.shape().rank() - 1)),
        g -> g.multiply(others(x)));
  }

  private static Tensor others(Tensor x) {
    return CumprodOp.before(x).multiply(CumprodOp.before(x.flip(-1)).flip(-1));
  }

  @Override
  public String label() {
    return "prod";
  }
}
