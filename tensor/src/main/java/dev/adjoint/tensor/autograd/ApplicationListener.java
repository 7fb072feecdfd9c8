package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;

/// Is called for each operation that a thread applies, after it has run.

@FunctionalInterface
public interface ApplicationListener {

  /// An operation has made `result` from `inputs`.
  ///
  /// @param path the layer that was running, empty outside a model
  void applied(Operation operation, Tensor[] inputs, Tensor result, String path);
}
