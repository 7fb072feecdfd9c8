package dev.adjoint.tensor.op;

import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import java.util.function.UnaryOperator;

/// The identity whose gradient passes through a function of the user's: `y = x`, gradient
/// `hook(g)`.
public record InterceptGradient(UnaryOperator<Tensor> hook) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    return Applied.of(inputs[0], hook::apply);
  }

  @Override
  public String label() {
    return "gradient hook";
  }
}
