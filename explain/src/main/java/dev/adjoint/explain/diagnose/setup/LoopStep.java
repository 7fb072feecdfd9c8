package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.data.Batch;

/// One step of a training loop of your own: forward, loss, backward and update.
///
/// ```java
/// LoopStep step =
///     batch -> {
///       optimizer.zeroGrad();
///       criterion.of(model.forward(batch.features(), pass), batch.target()).backward();
///       optimizer.step();
///     };
/// ```
@FunctionalInterface
public interface LoopStep {

  /// Takes a step with this batch.
  void take(Batch batch);
}
