package dev.adjoint.examples.guide;

import module dev.adjoint.tensor;

import java.util.SplittableRandom;

/// Chapter 1: tensors.
public final class TensorBasics {

  private TensorBasics() {}

  /// Makes tensors and computes with them.
  ///
  /// @return the column means
  public static Tensor run() {
    // @start region="make"
    var random = new SplittableRandom(1);
    Tensor row = Tensor.of(1.0, 2.0, 3.0);
    Tensor zeros = Tensor.zeros(2, 3);
    Tensor noise = Tensor.normal(Shape.of(2, 3), 0, 1, random);
    // @end
    // @start region="compute"
    Tensor sum = zeros.add(row).add(noise.multiply(0.1));
    Tensor columnMeans = sum.mean(0);
    Tensor product = sum.matmul(sum.transpose());
    float first = product.toFloatArray()[0];
    // @end
    return columnMeans.multiply(Tensor.scalar(first)).divide(first);
  }
}
