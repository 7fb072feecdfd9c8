package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// A change of all gradients before the update, such as clipping.
@FunctionalInterface
public interface GradientRule {

  /// The gradients to use instead of these, in the same order.
  List<Tensor> apply(List<Tensor> gradients);

  /// The gradients to use instead of these, in the same order, for a rule that needs the parameters
  /// too. An [Optimizer] calls this method.
  ///
  /// @param parameters those that the gradients belong to, in the same order
  default List<Tensor> apply(List<Tensor> gradients, List<Parameter> parameters) {
    return apply(gradients);
  }
}
