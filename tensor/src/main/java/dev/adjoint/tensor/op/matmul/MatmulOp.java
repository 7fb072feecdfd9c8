package dev.adjoint.tensor.op.matmul;

import dev.adjoint.kernel.matmul.MatmulCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.movement.ExpandOp;
import java.util.Arrays;

/// The matrix product over the last two axes: `y[…, i, j] = Σₖ a[…, i, k] · b[…, k, j]`.
///
/// Shapes: a `[…, m, k]`, b `[…, k, n]`, result `[…, m, n]`; the leading axes are broadcast.
/// Vectors are handled by `Tensor.matmul`, which adds an axis and removes it again.
///
/// Gradient: for a `g · bᵀ`, for b `aᵀ · g`, summed over broadcast axes. Cost: 2·m·n·k operations
/// for each product.
///
/// Each element is one chain of fused multiply–adds in the order of k.
public record MatmulOp() implements Operation {

  static Shape shape(Shape left, Shape right) {
    if (left.size(-1) != right.size(-2)) {
      throw new ShapeException(
          "matmul",
          "left has %d columns but right has %d rows (left %s, right %s); transpose one side or check the layer sizes"
              .formatted(left.size(-1), right.size(-2), left, right));
    }
    if (left.rank() == 2 && right.rank() == 2) {
      return Shape.of(left.size(0), right.size(1));
    }
    int[] batch = batch(left, right).toArray();
    int[] sizes = Arrays.copyOf(batch, batch.length + 2);
    sizes[batch.length] = left.size(-2);
    sizes[batch.length + 1] = right.size(-1);
    return Shape.of(sizes);
  }

  private static Shape batch(Shape left, Shape right) {
    return Shape.broadcast("matmul", leading(left), leading(right));
  }

  private static Shape leading(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
  }

  @Override
  public Linearity linearity() {
    return Linearity.MULTILINEAR;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Tensor b = inputs[1];
    ElementTypeException.requireSame(label(), a, b);
    if (a.elementType() == ElementType.BOOL) {
      throw new ElementTypeException(
          label(), "needs numbers but got BOOL; convert with to(ElementType.F32)");
    }
    Tensor value = TensorMemory.allocate(a.elementType(), shape(a.shape(), b.shape()));
    if (a.shape().rank() == 2 && b.shape().rank() == 2) {
      new MatmulCall(TensorMemory.view(a), TensorMemory.view(b), TensorMemory.view(value)).run();
    } else {
      Shape batch = batch(a.shape(), b.shape());
      new MatmulCall(
              ExpandOp.view(a, withBatch(batch, a.shape())),
              ExpandOp.view(b, withBatch(batch, b.shape())),
              TensorMemory.view(value))
          .run();
    }
    return Applied.of(value, g -> g.matmul(b.transpose()), g -> a.transpose().matmul(g));
  }

  private static Shape withBatch(Shape batch, Shape matrix) {
    int[] sizes = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
    sizes[batch.rank()] = matrix.size(-2);
    sizes[batch.rank() + 1] = matrix.size(-1);
    return Shape.of(sizes);
  }
}
