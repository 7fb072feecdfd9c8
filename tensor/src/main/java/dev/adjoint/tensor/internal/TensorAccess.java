package dev.adjoint.tensor.internal;

import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.kernel.View;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.IndexException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// The members of `dev.adjoint.tensor` that operations may use and users may not; see
/// [TensorMemory].
public interface TensorAccess {
  View view(Tensor x);

  View contiguous(Tensor x);

  Tensor wrap(View view);

  Tensor allocate(ElementType type, Shape shape);

  Tensor withShape(Tensor x, Shape shape);

  OutsideRange outside(String operation, IndexException.Detail detail);
}
