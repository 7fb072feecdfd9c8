package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Profile;
import java.util.function.Supplier;

/// Measures the parts of some work: it runs each part itself.
public interface SpanListener {

  /// Runs `work`, which is the part with this name, and returns its result.
  ///
  /// @param path the layer, empty outside a model
  <T> T span(Profile.Kind kind, String name, String path, Supplier<T> work);
}
