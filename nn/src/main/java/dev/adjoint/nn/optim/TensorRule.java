package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// An update rule written with tensor operations, for one parameter at a time.
///
/// ```java
/// record SignDescent(double rate) implements TensorRule {
///   public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
///     return new Update(value.subtract(g.sign().multiply(rate)), Map.of());
///   }
/// }
/// ```
@FunctionalInterface
public non-sealed interface TensorRule extends UpdateRule {

  /// A new value, which is copied into the parameter, with the state for the next step.
  ///
  /// @param state what the algorithm remembers of this parameter, by names of its choice: tensors
  ///   that [TensorRule#remembers] accepts
  record Update(Tensor value, Map<String, Tensor> state) {}

  /// Whether a state of this name and shape can belong to a parameter, so that a saved state can be
  /// checked: by default every tensor of the parameter's shape and every single number.
  default boolean remembers(String name, Shape state, Shape parameter) {
    return state.equals(parameter) || state.rank() == 0;
  }

  /// Whether the rule is made for parameters of this shape; for others [OrAdamW] takes AdamW. By
  /// default every shape.
  default boolean fits(Shape parameter) {
    return true;
  }

  /// One step.
  ///
  /// @param value the present value
  /// @param g the gradient
  /// @param state the state after the step before, empty at the first
  /// @param step counted from 1
  Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step);
}
