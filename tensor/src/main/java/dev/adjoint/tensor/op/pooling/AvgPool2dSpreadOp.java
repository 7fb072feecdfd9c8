package dev.adjoint.tensor.op.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.pooling.AveragePoolSpreadCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The transpose of [AvgPool2dOp]: each element of a window gets its share of g; if windows
/// overlap, the shares are added.
///
/// Gradient: the pooling itself.
///
/// @param shape the shape of the images
public record AvgPool2dSpreadOp(AvgPool2dOp pool, Shape shape) implements Operation {

  @Override
  public Linearity linearity() {
    return Linearity.LINEAR;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    PoolWindows windows = PoolShape.windows(label(), shape, pool.options());
    Tensor value = TensorMemory.allocate(inputs[0].elementType(), shape);
    new AveragePoolSpreadCall(
            windows,
            pool.countPadding(),
            pool.divisor(),
            TensorMemory.contiguous(inputs[0]),
            TensorMemory.view(value))
        .run();
    return Applied.of(value, h -> Tensor.apply(pool, h));
  }
}
