package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What the engine needs of a tensor and users must not see: its node in the graph. The package
/// `dev.adjoint.tensor` implements it; [Nodes] is how the engine calls it.
public interface NodeAccess {

  @Nullable GraphNode node(Tensor x);

  Tensor withNode(Tensor x, GraphNode node);

  Tensor untracked(Tensor x);
}
