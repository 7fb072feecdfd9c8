package dev.adjoint.tensor.op.reduce;

import dev.adjoint.kernel.Reduction;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// Along the last axis, the product of all other elements: `yᵢ = Πⱼ≠ᵢ xⱼ`, computed as the product
/// of the elements before times the product of the elements after. It is the gradient of the
/// product.
///
/// Gradient: for element k, `Σᵢ≠ₖ gᵢ · Πⱼ≠ᵢ,ₖ xⱼ`, which needs n² numbers for n elements.
public record ProductOfOthersOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor before = exclusive(x);
    Tensor after = exclusive(x.flip(-1)).flip(-1);
    return Applied.of(before.multiply(after), g -> derivative(g, x));
  }

  /// For each element, the product of the elements before it.
  private static Tensor exclusive(Tensor x) {
    int n = x.shape().size(-1);
    if (n == 0) {
      return x;
    }
    int[] sizes = x.shape().toArray();
    sizes[sizes.length - 1] = 1;
    Tensor one = Tensor.ones(x.elementType(), Shape.of(sizes));
    return Cumulation.along(
        Reduction.PRODUCT, Tensor.concat(-1, one, x.slice(-1, 0, n - 1)), sizes.length - 1);
  }

  private static Tensor derivative(Tensor g, Tensor x) {
    int n = x.shape().size(-1);
    Tensor others = Tensor.apply(new ProductOfOthersOp(), leaveOneOut(x));
    Tensor diagonal = Tensor.eye(ElementType.BOOL, n, n);
    return g.unsqueeze(-2).maskedFill(diagonal, 0).multiply(others).sum(-1);
  }

  /// Expands x `[…, n]` to rows `[…, n, n]`, where row k is x with element k replaced by 1.
  static Tensor leaveOneOut(Tensor x) {
    int n = x.shape().size(-1);
    return x.unsqueeze(-2).maskedFill(Tensor.eye(ElementType.BOOL, n, n), 1);
  }
}
