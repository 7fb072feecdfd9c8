package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Tensor;
import java.util.List;

/// A change of all gradients before the update, such as clipping.
@FunctionalInterface
public interface GradientRule {

  /// The gradients to use instead of these, in the same order.
  List<Tensor> apply(List<Tensor> gradients);
}
