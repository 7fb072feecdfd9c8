package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Tensor;
import java.util.List;

/// What is done to all gradients together before the update.
@FunctionalInterface
public interface GradientRule {

  /// The gradients to use in place of these, in the same order.
  List<Tensor> apply(List<Tensor> gradients);
}
