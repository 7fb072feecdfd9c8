package dev.adjoint.tensor.op.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TriangleOpTest {

  private static final Tensor X = Tensor.of(new long[][] {{1, 2, 3}, {4, 5, 6}});

  @Test
  void theOtherTriangleBecomesZero() {
    assertThat(X.tril().toLongArray()).containsExactly(1, 0, 0, 4, 5, 0);
    assertThat(X.triu().toLongArray()).containsExactly(1, 2, 3, 0, 5, 6);
    assertThat(X.tril(1).toLongArray()).containsExactly(1, 2, 0, 4, 5, 6);
    assertThat(X.tril(-1).toLongArray()).containsExactly(0, 0, 0, 4, 0, 0);
    assertThat(X.triu(2).toLongArray()).containsExactly(0, 0, 3, 0, 0, 0);
  }

  @Test
  void everyMatrixOfABatchIsCut() {
    Tensor x = Tensor.arange(1, 9, 1).reshape(2, 2, 2);
    assertThat(x.tril().toLongArray()).containsExactly(1, 0, 3, 4, 5, 0, 7, 8);
  }

  @Test
  void truthValuesBecomeACausalMask() {
    Tensor mask = Tensor.of(new boolean[][] {{true, true}, {true, true}}).tril();
    assertThat(mask.toBooleanArray()).containsExactly(true, false, true, true);
  }

  @Test
  void whatIsCutAwayIsZeroEvenIfItWasNotANumber() {
    Tensor x =
        Tensor.of(new float[][] {{1, Float.NaN}, {2, Float.POSITIVE_INFINITY}}).requiresGrad();
    Tensor y = x.tril();
    assertThat(y.toFloatArray()).containsExactly(1, 0, 2, Float.POSITIVE_INFINITY);
    assertThat(Gradients.of(y.sum(), x)[0].toFloatArray()).containsExactly(1, 0, 1, 1);
  }

  @Test
  void aVectorHasNoTriangle() {
    assertThatThrownBy(() -> Tensor.of(1f, 2f).triu())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "triu: needs matrices in the last two axes but the shape is [2]; reshape it first");
  }
}
