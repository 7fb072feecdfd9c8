package dev.adjoint.tensor.op.pooling;

import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.pooling.AveragePoolCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// The average over each window of images: the sum divided by the divisor, or by the number of
/// elements if the divisor is 0.
///
/// Shapes: x `[N, C, H, W]` or `[C, H, W]`, y with `OH × OW` of [PoolShape].
///
/// Gradient: each element of the window gets g divided by the same number ([AvgPool2dSpreadOp]).
///
/// @param countPadding whether elements in the padding count
/// @param divisor the divisor of the sums, or 0 for the number of elements
public record AvgPool2dOp(Pool2dOptions options, boolean countPadding, int divisor)
    implements Operation {

  /// Checks that the windows have no gaps and that the divisor is not negative.
  public AvgPool2dOp {
    if (options.dilationHeight() != 1 || options.dilationWidth() != 1) {
      throw new IllegalArgumentException(
          "avg pool2d: windows must be without dilation but have %d×%d; leave it at 1"
              .formatted(options.dilationHeight(), options.dilationWidth()));
    }
    if (divisor < 0) {
      throw new IllegalArgumentException(
          "avg pool2d: the divisor must be above 0, or 0 for the number of elements, but is %d"
              .formatted(divisor));
    }
  }

  @Override
  public Linearity linearity() {
    return Linearity.LINEAR;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    PoolWindows windows = PoolShape.windows(label(), x.shape(), options);
    Tensor value = TensorMemory.allocate(x.elementType(), PoolShape.result(x.shape(), windows));
    new AveragePoolCall(
            windows, countPadding, divisor, TensorMemory.contiguous(x), TensorMemory.view(value))
        .run();
    Shape from = x.shape();
    return Applied.of(value, g -> Tensor.apply(new AvgPool2dSpreadOp(this, from), g));
  }
}
