package dev.adjoint.explain.trace;

import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// The visit of the backward pass to one operation.
///
/// @param operation the number of the operation
/// @param upstream for each value of the operation, the gradient of the loss with respect to it,
///   the sum of everything that had arrived; empty if nothing had
/// @param contributions for each input, what this operation adds to its gradient; empty if nothing
///   flows to it
public record Visit(
    int operation, List<Optional<Tensor>> upstream, List<Optional<Tensor>> contributions) {

  /// Copies the lists.
  public Visit {
    upstream = List.copyOf(upstream);
    contributions = List.copyOf(contributions);
  }
}
