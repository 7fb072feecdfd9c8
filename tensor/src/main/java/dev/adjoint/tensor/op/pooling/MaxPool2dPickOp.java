package dev.adjoint.tensor.op.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.pooling.MaxPoolPickCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// One element of each window of images, at a given index in its plane.
///
/// Inputs: images x and the indices (I32) in the shape of the result. Gradient for x: g at these
/// indices ([MaxPool2dScatterOp]).
public record MaxPool2dPickOp(Pool2dOptions options) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor indices = inputs[1];
    PoolWindows windows = PoolShape.windows(label(), x.shape(), options);
    Tensor value = TensorMemory.allocate(x.elementType(), PoolShape.result(x.shape(), windows));
    new MaxPoolPickCall(
            windows,
            TensorMemory.contiguous(x),
            TensorMemory.contiguous(indices),
            TensorMemory.view(value))
        .run();
    Shape from = x.shape();
    return Applied.of(
        value, g -> Tensor.apply(new MaxPool2dScatterOp(options, from), g, indices), null);
  }
}
