package dev.adjoint.tensor;

import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.kernel.View;
import dev.adjoint.tensor.internal.TensorAccess;

/// Lets the operations of this module reach what only this package may.
final class InternalAccess implements TensorAccess {

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
  public OutsideRange outside(String operation, IndexException.Detail detail) {
    return IndexException.outside(operation, detail);
  }
}
