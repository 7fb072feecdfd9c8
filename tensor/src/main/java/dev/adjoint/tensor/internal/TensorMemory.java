package dev.adjoint.tensor.internal;

import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.kernel.View;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.IndexException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// The kernel memory behind tensors: an operation takes the views of its inputs, allocates its
/// value and gives the views to a kernel.
///
/// ```java
/// Tensor value = TensorMemory.allocate(x.elementType(), x.shape());
/// new UnaryCall(function, TensorMemory.view(x), TensorMemory.view(value)).run();
/// ```
public final class TensorMemory {

  private static final TensorAccess TENSORS = TensorRegistration.access(TensorAccess.class);

  private TensorMemory() {}

  /// The memory of a tensor, with whatever strides it has.
  public static View view(Tensor x) {
    return TENSORS.view(x);
  }

  /// The memory of a tensor in C order, copied if it has another order.
  public static View contiguous(Tensor x) {
    return TENSORS.contiguous(x);
  }

  /// A tensor over this memory, untracked.
  public static Tensor wrap(View view) {
    return TENSORS.wrap(view);
  }

  /// A new tensor of zeros, which an operation is about to fill.
  public static Tensor allocate(ElementType type, Shape shape) {
    return TENSORS.allocate(type, shape);
  }

  /// The same memory under another shape with as many elements, which must be in C order.
  public static Tensor withShape(Tensor x, Shape shape) {
    return TENSORS.withShape(x, shape);
  }

  /// What makes the exception of a range check, when the operation runs and when a recording of it
  /// is replayed; it names the layer that is running now.
  public static OutsideRange outside(String operation, IndexException.Detail detail) {
    return TENSORS.outside(operation, detail);
  }
}
