package dev.adjoint.tensor.op.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.pooling.MaxPoolCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The largest element of each window of images; NaN if the window contains one.
///
/// Shapes: x `[N, C, H, W]` or `[C, H, W]`, y with `OH × OW` of [PoolShape].
///
/// Gradient: the largest element gets g; of several equal elements the first in row order, of
/// several NaNs the last, as in PyTorch ([MaxPool2dScatterOp]).
public record MaxPool2dOp(Pool2dOptions options) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    PoolWindows windows = PoolShape.windows(label(), x.shape(), options);
    Shape shape = PoolShape.result(x.shape(), windows);
    Tensor value = TensorMemory.allocate(x.elementType(), shape);
    Tensor indices = TensorMemory.allocate(ElementType.I32, shape);
    new MaxPoolCall(
            windows,
            TensorMemory.contiguous(x),
            TensorMemory.view(value),
            TensorMemory.view(indices))
        .run();
    Shape from = x.shape();
    return Applied.of(value, g -> Tensor.apply(new MaxPool2dScatterOp(options, from), g, indices));
  }
}
