package dev.adjoint.tensor;

import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.kernel.View;
import dev.adjoint.tensor.autograd.GraphNode;
import dev.adjoint.tensor.autograd.NodeAccess;
import dev.adjoint.tensor.internal.TensorAccess;
import org.jspecify.annotations.Nullable;

/// Lets the operations and the engine of this module reach what users must not see.
final class InternalAccess implements TensorAccess, NodeAccess {

  @Override
  public View view(Tensor x) {
    return x.view();
  }

  @Override
  public View contiguous(Tensor x) {
    return x.contiguous();
  }

  @Override
  public Tensor wrap(View view) {
    return Tensor.wrap(view);
  }

  @Override
  public Tensor allocate(ElementType type, Shape shape) {
    return Tensor.allocate(type, shape);
  }

  @Override
  public Tensor withShape(Tensor x, Shape shape) {
    return x.withShape(shape);
  }

  @Override
  public @Nullable GraphNode node(Tensor x) {
    return x.node();
  }

  @Override
  public Tensor withNode(Tensor x, GraphNode node) {
    return x.withNode(node);
  }

  @Override
  public Tensor untracked(Tensor x) {
    return x.untracked();
  }

  @Override
  public OutsideRange outside(String operation, IndexException.Detail detail) {
    return IndexException.outside(operation, detail);
  }
}
