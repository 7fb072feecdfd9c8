package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorRegistration;
import org.jspecify.annotations.Nullable;

/// The nodes that tensors carry.
final class Nodes {

  private static final NodeAccess TENSORS = TensorRegistration.access(NodeAccess.class);

  private Nodes() {}

  /// How a tensor was computed, null if it is not tracked.
  static @Nullable GraphNode of(Tensor x) {
    return TENSORS.node(x);
  }

  /// The same memory with another node.
  static Tensor with(Tensor x, GraphNode node) {
    return TENSORS.withNode(x, node);
  }

  /// The same memory without a node.
  static Tensor without(Tensor x) {
    return TENSORS.untracked(x);
  }
}
