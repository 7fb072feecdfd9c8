package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Whether any or all of the elements over some axes are true (numbers: not 0); the axes keep size
/// 1. BOOL, without a gradient.
public record AnyAllOp(boolean all, List<Integer> axes) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Reduction reduction = all ? Reduction.ALL : Reduction.ANY;
    return Applied.constant(ReducedAxes.over(reduction, inputs[0].to(ElementType.BOOL), axes));
  }

  @Override
  public String label() {
    return all ? "all" : "any";
  }
}
