package dev.adjoint.tensor;

import dev.adjoint.tensor.op.Affine;
import dev.adjoint.tensor.op.Matmul;

/// Matrix products and what is made of them.
public sealed interface Products permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// The matrix product; leading axes are broadcast, and a vector counts as a row on the left and
  /// as a column on the right. Details: `Matmul` in the source.
  ///
  /// @throws ShapeException if the columns of the left are not the rows of the right, or a side is
  ///   a single number
  default Tensor matmul(Tensor right) {
    Tensor left = self();
    int a = left.shape().rank();
    int b = right.shape().rank();
    if (a == 0 || b == 0) {
      throw new ShapeException(
          "matmul",
          "wants vectors or matrices but got a single number (left %s, right %s); use multiply"
              .formatted(left.shape(), right.shape()));
    }
    if (a > 1 && b > 1) {
      return Tensor.apply(new Matmul(), left, right);
    }
    Tensor row = a == 1 ? left.reshape(1, left.shape().size(0)) : left;
    Tensor column = b == 1 ? right.reshape(right.shape().size(0), 1) : right;
    Tensor product = Tensor.apply(new Matmul(), row, column);
    return product.reshape(withoutVectors(product.shape(), a == 1, b == 1));
  }

  /// `x · Wᵀ`, the linear layer without a bias: x `[…, in]`, W `[out, in]`, result `[…, out]`.
  ///
  /// @throws ShapeException if the features of x are not those the weight takes
  default Tensor linear(Tensor weight) {
    return Tensor.apply(new Affine(), self(), weight);
  }

  /// `x · Wᵀ + b`, the linear layer: x `[…, in]`, W `[out, in]`, b `[out]`, result `[…, out]`.
  ///
  /// @throws ShapeException if the features of x are not those the weight takes, or the bias does
  ///   not fit the weight
  default Tensor linear(Tensor weight, Tensor bias) {
    return Tensor.apply(new Affine(), self(), weight, bias);
  }

  private static Shape withoutVectors(Shape product, boolean row, boolean column) {
    int[] sizes = product.toArray();
    int leading = sizes.length - 2;
    int[] kept = new int[leading + (row ? 0 : 1) + (column ? 0 : 1)];
    System.arraycopy(sizes, 0, kept, 0, leading);
    if (!row) {
      kept[leading] = sizes[leading];
    }
    if (!column) {
      kept[kept.length - 1] = sizes[leading + 1];
    }
    return Shape.of(kept);
  }
}
