package dev.adjoint.tensor.op.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.pooling.MaxPoolScatterCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The transpose of [MaxPool2dOp]: the element of each window is added at its index to an image of
/// zeros.
///
/// Inputs: g, in the shape of the pooling's result, and the index (I32) of the largest element of
/// each window in its plane. Gradient for g: the elements at these indices ([MaxPool2dPickOp]).
///
/// @param shape the shape of the images
public record MaxPool2dScatterOp(Pool2dOptions options, Shape shape) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor indices = inputs[1];
    PoolWindows windows = PoolShape.windows(label(), shape, options);
    Tensor value = TensorMemory.allocate(inputs[0].elementType(), shape);
    new MaxPoolScatterCall(
            windows,
            TensorMemory.contiguous(inputs[0]),
            TensorMemory.contiguous(indices),
            TensorMemory.view(value))
        .run();
    return Applied.of(value, h -> Tensor.apply(new MaxPool2dPickOp(options), h, indices), null);
  }
}
