package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import java.util.function.Supplier;

/// Anomaly mode: finds the operation, layer and step at which a value stopped being finite.
///
/// It costs one pass over every value and gradient, so it is off by default.
public final class Anomaly {

  private Anomaly() {}

  /// Runs `work` so that the first value or gradient with a NaN or an infinity throws.
  ///
  /// @param step the training step for the message, or −1
  /// @throws NonFiniteException naming the operation, the layer and the step
  public static <T> T detect(long step, Supplier<T> work) {
    Require.present("detect", "work", work);
    return ThreadContext.checked(step, work);
  }
}
