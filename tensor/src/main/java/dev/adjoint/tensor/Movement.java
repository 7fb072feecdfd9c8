package dev.adjoint.tensor;

import dev.adjoint.tensor.op.Expand;
import dev.adjoint.tensor.op.Permute;
import dev.adjoint.tensor.op.Reshape;

/// Other arrangements of the same elements, as views where possible.
public sealed interface Movement permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// The elements in C order under these sizes; one size may be −1, which takes what is left over.
  default Tensor reshape(int... sizes) {
    return reshape(Reshape.resolve(self().shape(), sizes));
  }

  /// The elements in C order under this shape.
  default Tensor reshape(Shape shape) {
    return shape.equals(self().shape()) ? self() : Tensor.apply(new Reshape(shape), self());
  }

  /// The axes in this order, each named once.
  default Tensor permute(int... axes) {
    return Tensor.apply(Permute.of(self().shape(), axes), self());
  }

  /// The last two axes swapped.
  default Tensor transpose() {
    return transpose(-2, -1);
  }

  /// Two axes swapped.
  default Tensor transpose(int first, int second) {
    Shape shape = self().shape();
    int[] axes = new int[shape.rank()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i;
    }
    int a = shape.axis("transpose", first);
    int b = shape.axis("transpose", second);
    axes[a] = b;
    axes[b] = a;
    return permute(axes);
  }

  /// Repeats axes of size 1, and adds axes in front, without copying.
  default Tensor expand(int... sizes) {
    return expand(Shape.of(sizes));
  }

  /// Repeats axes of size 1, and adds axes in front, without copying.
  default Tensor expand(Shape shape) {
    return shape.equals(self().shape()) ? self() : Tensor.apply(new Expand(shape), self());
  }
}
