package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import java.util.List;

/// Matrix products and what is made of them.
final class MatmulRows {

  private static final Range WIDE = Range.of(-2, 2);

  private MatmulRows() {}

  static List<OperationRow> rows() {
    return List.of(
        matmul(Shape.of(2, 3), Shape.of(3, 4)),
        matmul(Shape.of(3), Shape.of(3)),
        matmul(Shape.of(3), Shape.of(3, 2)),
        matmul(Shape.of(2, 3), Shape.of(3)),
        matmul(Shape.of(2, 2, 3), Shape.of(3, 2)),
        matmul(Shape.of(2, 1, 2, 3), Shape.of(3, 3, 1)),
        matmul(Shape.of(2, 0), Shape.of(0, 3)),
        matmul(Shape.of(0, 2), Shape.of(2, 3)),
        shaped("dot", WIDE, in -> in[0].dot(in[1]), Shape.of(4), Shape.of(4)),
        shaped("outer", WIDE, in -> in[0].outer(in[1]), Shape.of(3), Shape.of(2)),
        shaped("cdist", WIDE, in -> in[0].cdist(in[1], 2), Shape.of(3, 2), Shape.of(2, 2)),
        shaped("cdist", WIDE, in -> in[0].cdist(in[1], 3), Shape.of(2, 2, 3), Shape.of(1, 1, 3)),
        shaped("trace", WIDE, in -> in[0].trace().square(), Shape.of(3, 2)),
        einsum("ij,jk->ik", Shape.of(2, 3), Shape.of(3, 4)),
        einsum("bqhd,bkhd->bhqk", Shape.of(2, 2, 1, 3), Shape.of(2, 3, 1, 3)),
        einsum("ii,i", Shape.of(3, 3), Shape.of(3)),
        einsum("...i,i...->...", Shape.of(2, 3), Shape.of(3, 1)),
        einsum("ij,ik,il->jkl", Shape.of(2, 3), Shape.of(2, 2), Shape.of(2, 1)),
        linear(Shape.of(4, 3)),
        linear(Shape.of(3)),
        linear(Shape.of(2, 2, 3)),
        linear(Shape.of(0, 3)),
        shaped("linear", WIDE, in -> in[0].linear(in[1]), Shape.of(4, 3), Shape.of(2, 3)));
  }

  private static OperationRow matmul(Shape left, Shape right) {
    return shaped("matmul", WIDE, in -> in[0].matmul(in[1]), left, right);
  }

  private static OperationRow linear(Shape x) {
    Shape weight = Shape.of(2, 3);
    return shaped("linear", WIDE, in -> in[0].linear(in[1], in[2]), x, weight, Shape.of(2));
  }

  private static OperationRow einsum(String equation, Shape... shapes) {
    return shaped("einsum", WIDE, in -> Tensor.einsum(equation, in), shapes);
  }
}
