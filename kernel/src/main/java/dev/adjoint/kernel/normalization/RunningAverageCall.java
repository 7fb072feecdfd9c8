package dev.adjoint.kernel.normalization;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;

/// Updates a running average in place: `y = keep·y + weight·x`, each product is rounded; x and y
/// have the same element type, F32 or F64.
public record RunningAverageCall(double keep, double weight, View x, View y) implements KernelCall {
  @Override
  public RunningAverageCall on(Operands operands) {
    return new RunningAverageCall(keep, weight, operands.read(x), operands.update(y));
  }

  @Override
  public void scalar() {
    ScalarBatchNorm.average(keep, weight, x, y);
  }
}
