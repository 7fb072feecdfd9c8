package dev.adjoint.nn;

import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// A part of a network that maps a tensor to a tensor.
///
/// A layer is best a record whose components are its [parameters][dev.adjoint.tensor.Parameter],
/// [buffers][dev.adjoint.tensor.Buffer] and sub-layers: then [Parameters] finds them by the names
/// of the components. Any other class overrides [#parts()].
@FunctionalInterface
public interface Layer {

  /// The output for x.
  Tensor forward(Tensor x, Pass pass);

  /// The named parameters, buffers, sub-layers, lists and optionals of these, in order.
  ///
  /// @throws IllegalStateException if this is a record in a module that does not open its package
  default Map<String, Object> parts() {
    return RecordParts.of(this);
  }
}
