package dev.adjoint.tensor;

import java.util.function.UnaryOperator;

/// The identity whose gradient passes through a function of the user's: `y = x`, gradient
/// `hook(g)`.
public record GradientHookOp(UnaryOperator<Tensor> hook) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    return Applied.of(inputs[0], hook::apply);
  }

  @Override
  public String label() {
    return "gradient hook";
  }
}
