package dev.adjoint.explain.trace;

import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalInt;

/// A value of a traced step, as it was when the step ran.
///
/// @param id the number of the value in its trace, from 0
/// @param name unique in its trace: the path of a parameter (`0.weight`), the name of an input, or
///   the path of a layer and its operation (`0:linear`)
/// @param role what it is
/// @param value the numbers, which nothing changes later
/// @param gradient the gradient of the loss with respect to the value, in its shape; empty if none
///   flows to it
/// @param maker the number of the operation that computed it; empty for values given from outside
public record TracedValue(
    int id, String name, Role role, Tensor value, Optional<Tensor> gradient, OptionalInt maker) {

  @Override
  public String toString() {
    return "%s (%s %s, %s)".formatted(name, value.elementType(), value.shape(), role);
  }
}
