package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Access to the node of a tensor in the graph, for the engine only. The package
/// `dev.adjoint.tensor` implements it; [Nodes] is how the engine calls it.
public interface NodeAccess {

  @Nullable GraphNode node(Tensor x);

  Tensor withNode(Tensor x, GraphNode node);

  Tensor untracked(Tensor x);
}
