package dev.adjoint.tensor.op.elementwise;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// The weight of `prelu`, arranged so that it broadcasts along the channels of the input.
public final class PreluWeight {

  private PreluWeight() {}

  /// Returns one weight unchanged, several weights along axis 1.
  public static Tensor along(Shape x, Tensor weight) {
    int count = weight.shape().count();
    if (count == 1) {
      return weight.reshape(Shape.SCALAR);
    }
    if (weight.shape().rank() != 1 || x.rank() < 2 || x.size(1) != count) {
      throw new ShapeException(
          "prelu",
          "the weight is one number or one for each channel on axis 1, but is %s (x %s); check the number of channels"
              .formatted(weight.shape(), x));
    }
    int[] sizes = new int[x.rank() - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = count;
    return weight.reshape(Shape.of(sizes));
  }
}
