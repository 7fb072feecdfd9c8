package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// An algorithm that changes one parameter from its gradient; a record of hyperparameters.
public interface UpdateRule {

  /// A new value with the state for the next step.
  ///
  /// @param state what the algorithm remembers of this parameter, by PyTorch's names
  record Update(Tensor value, Map<String, Tensor> state) {}

  /// One step.
  ///
  /// @param value the present value
  /// @param g the gradient
  /// @param state the state after the step before, empty at the first
  /// @param step counted from 1
  Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step);
}
