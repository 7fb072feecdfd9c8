package dev.adjoint.tensor.op.matmul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EinsumTest {

  private static final Tensor A = Tensor.of(ElementType.F64, new double[][] {{1, 2}, {3, 4}});
  private static final Tensor B = Tensor.of(ElementType.F64, new double[][] {{5, 6}, {7, 8}});
  private static final Tensor V = Tensor.of(ElementType.F64, 10.0, 100.0);

  private static double[] einsum(String equation, Tensor... operands) {
    return Tensor.einsum(equation, operands).toDoubleArray();
  }

  @Test
  void oneOperandIsPermutedSummedOrReducedToItsDiagonal() {
    assertThat(einsum("ij->ji", A)).containsExactly(1, 3, 2, 4);
    assertThat(einsum("ij->i", A)).containsExactly(3, 7);
    assertThat(einsum("ij->", A)).containsExactly(10);
    assertThat(einsum("ii->i", A)).containsExactly(1, 4);
    assertThat(einsum("ii", A)).containsExactly(5);
  }

  @Test
  void threeEqualLettersTakeTheDiagonalOfAllThreeAxes() {
    Tensor x = Tensor.arange(8).reshape(2, 2, 2);
    assertThat(Tensor.einsum("iii->i", x).toLongArray()).containsExactly(0, 7);
  }

  @Test
  void twoOperandsRunTogetherAlongTheirCommonLetters() {
    assertThat(einsum("ij,jk->ik", A, B)).containsExactly(19, 22, 43, 50);
    assertThat(einsum("ij,jk", A, B)).containsExactly(19, 22, 43, 50);
    assertThat(einsum("ij,kj->ki", A, B)).containsExactly(17, 39, 23, 53);
    assertThat(einsum("ij,ij->ij", A, B)).containsExactly(5, 12, 21, 32);
    assertThat(einsum("ij,ij->j", A, B)).containsExactly(26, 44);
    assertThat(einsum("i,j->ij", V, V)).containsExactly(100, 1000, 1000, 10000);
    // (1 + 2 + 3 + 4) · (5 + 6 + 7 + 8).
    assertThat(einsum("ij,kl->", A, B)).containsExactly(260);
  }

  @Test
  void anImplicitResultIsInAlphabeticalOrder() {
    // "ba" has the result "ab": the transpose.
    assertThat(einsum("ba", A)).containsExactly(1, 3, 2, 4);
  }

  @Test
  void severalOperandsAreCombinedFromLeftToRight() {
    // (1·10 + 2·100)·10 + (3·10 + 4·100)·100.
    assertThat(einsum("i,ij,j", V, A, V)).containsExactly(45100);
    // Letters that later operands name are kept until then.
    assertThat(einsum("i,i,i->", V, V, V)).containsExactly(1_001_000);
  }

  @Test
  void dotsStandForTheOtherAxesAndAreBroadcast() {
    Tensor stack = Tensor.stack(0, A, B);
    assertThat(einsum("...ij,...j->...i", stack, V)).containsExactly(210, 430, 650, 870);
    assertThat(einsum("...i->...", A)).containsExactly(3, 7);
    assertThat(einsum("i...->i", A)).containsExactly(3, 7);
    assertThat(Tensor.einsum("...,...", stack, V).shape()).isEqualTo(Shape.of(2, 2, 2));
  }

  @Test
  void axesOfSizeOneAreBroadcast() {
    Tensor column = V.unsqueeze(1);
    assertThat(einsum("ij,ij->ij", A, column)).containsExactly(10, 20, 300, 400);
    assertThat(einsum("ij,ij->", A, column)).containsExactly(730);
  }

  @Test
  void emptyAxesSumToZero() {
    Tensor product = Tensor.einsum("ij,jk->ik", Tensor.zeros(2, 0), Tensor.zeros(0, 3));
    assertThat(product.toFloatArray()).containsExactly(0, 0, 0, 0, 0, 0);
  }

  @Test
  void integersAreMultipliedExactly() {
    Tensor x = Tensor.of(3L, 1L << 40);
    assertThat(Tensor.einsum("i,i", x, x.multiply(0).add(2)).itemLong()).isEqualTo(6 + (1L << 41));
  }

  @Test
  void equationsThatCannotBeReadAreRefused() {
    assertThatThrownBy(() -> einsum("ij,jk->ik", A))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "einsum: the number of operands in \"ij,jk->ik\" is 2 but that of tensors is 1; name each"
                + " tensor between commas");
    assertThatThrownBy(() -> einsum("i1->i", A))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "einsum: \"i1->i\" has '1' where a letter or one ... must be; write it like"
                + " \"ij,jk->ik\"");
    assertThatThrownBy(() -> einsum("ij->ii", A))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "einsum: the result of \"ij->ii\" names i twice; each label names one axis of it");
    assertThatThrownBy(() -> einsum("ij->k", A))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "einsum: the result of \"ij->k\" names k, which no operand does; take it away or name"
                + " an axis so");
  }

  @Test
  void equationsThatDoNotFitTheShapesAreRefused() {
    assertThatThrownBy(() -> einsum("ijk->k", A))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "einsum: the number of letters for operand 0 of \"ijk->k\" is 3 but its shape is [2, 2];"
                + " name each axis, or use ... for the others");
    assertThatThrownBy(() -> einsum("ij,j->i", A, Tensor.of(ElementType.F64, 1.0, 2.0, 3.0)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "einsum: the axes that \"ij,j->i\" names j have sizes 2 and 3 (shapes [[2, 2], [3]]);"
                + " they must be equal or one of them 1");
  }
}
