package dev.adjoint.tensor.op.linalg;

import dev.adjoint.kernel.linalg.DeterminantCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import org.jspecify.annotations.Nullable;

/// The determinant of matrices `[…, n, n]`, the sign of it, and the logarithm of its magnitude,
/// each `[…]`. A singular matrix has the determinant 0, the sign 0 and the logarithm −∞.
///
/// Gradient: of the determinant `g · C` with the matrix C of cofactors, which is `det(A) · A⁻ᵀ` for
/// invertible matrices; of the logarithm `g · A⁻ᵀ`, for invertible matrices; the sign has none. The
/// cofactors of a singular matrix are computed from its singular values. Cost: n³/3 operations a
/// matrix.
public record DeterminantOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Squares.requireSquare(label(), a);
    Shape leading = Squares.leading(a.shape());
    Tensor[] values = new Tensor[3];
    for (int i = 0; i < values.length; i++) {
      values[i] = TensorMemory.allocate(a.elementType(), leading);
    }
    new DeterminantCall(
            TensorMemory.contiguous(a),
            TensorMemory.view(values[0]),
            TensorMemory.view(values[1]),
            TensorMemory.view(values[2]),
            Squares.batch(a.shape()),
            a.shape().size(-1))
        .run();
    return Applied.ofSeveral(
        values,
        (g, needed) -> {
          Tensor sum = null;
          if (g[0] != null) {
            sum = cofactors(a, values[0]).multiply(matrix(g[0]));
          }
          if (g[2] != null) {
            sum = plus(sum, Linalg.inv(a).transpose().multiply(matrix(g[2])));
          }
          return new @Nullable Tensor[] {sum};
        });
  }

  /// A number for each matrix as `[…, 1, 1]`.
  private static Tensor matrix(Tensor numbers) {
    return numbers.unsqueeze(-1).unsqueeze(-1);
  }

  private static Tensor plus(@Nullable Tensor sum, Tensor term) {
    return sum == null ? term : sum.add(term);
  }

  /// The cofactors, by the inverse where every matrix of the batch has one.
  private static Tensor cofactors(Tensor a, Tensor determinants) {
    for (double determinant : determinants.toDoubleArray()) {
      if (determinant == 0) {
        return Cofactors.of(a);
      }
    }
    Tensor determinant = Tensor.isGradEnabled() ? Linalg.det(a) : determinants;
    return Linalg.inv(a).transpose().multiply(matrix(determinant));
  }

  @Override
  public String label() {
    return "det";
  }
}
