package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The identity whose gradient passes through a function of the user's: `y = x`, gradient
/// `hook(g)`, which must have the shape and element type of `x`.
public record GradientHookOp(UnaryOperator<Tensor> hook) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    return Applied.of(x, g -> checked(x, hook.apply(g)));
  }

  private Tensor checked(Tensor x, @Nullable Tensor g) {
    if (g == null) {
      throw new NullPointerException(
          "gradient hook: the hook returned null instead of the gradient of shape %s; return the gradient itself to leave it as it is, or zeros to stop it"
              .formatted(x.shape()));
    }
    if (!g.shape().equals(x.shape())) {
      throw new ShapeException(
          label(),
          "the hook returned shape %s but the value has %s; return a gradient of the value's shape"
              .formatted(g.shape(), x.shape()));
    }
    ElementTypeException.requireSame(label(), "the value", x, "what the hook returned", g);
    return g;
  }

  @Override
  public String label() {
    return "gradient hook";
  }
}
