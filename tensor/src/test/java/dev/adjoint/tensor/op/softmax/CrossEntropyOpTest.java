package dev.adjoint.tensor.op.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.IndexException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CrossEntropyOpTest {

  /// Softmax of the rows: (1, 2, 5) of 8 and (1, 1, 2) of 4.
  private static Tensor logits() {
    double[] elements = {0, Math.log(2), Math.log(5), 0, 0, Math.log(2)};
    return Tensor.of(ElementType.F64, elements, Shape.of(2, 3));
  }

  @Test
  void aLossIsTheNegativeLogarithmOfTheTargetsProbability() {
    assertThat(logits().crossEntropy(Tensor.of(2L, 0L)).toDoubleArray())
        .containsExactly(new double[] {-Math.log(0.625), -Math.log(0.25)}, within(1e-15));
  }

  @Test
  void theGradientIsTheSoftmaxMinusOneAtTheTarget() {
    Tensor x = logits().requiresGrad();
    Tensor losses = x.crossEntropy(Tensor.of(2L, 0L));
    Tensor g = Gradients.of(losses.multiply(Tensor.of(ElementType.F64, 8.0, 4.0)).sum(), x)[0];
    assertThat(g.toDoubleArray()).containsExactly(new double[] {1, 2, -3, -3, 1, 2}, within(1e-14));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    Tensor x = Tensor.of(new float[] {1e4f, 0, 0, 1e4f}, Shape.of(2, 2));
    assertThat(x.crossEntropy(Tensor.of(0L, 0L)).toFloatArray()).containsExactly(0f, 1e4f);
  }

  @Test
  void aBatchWithoutSamplesGivesNoLosses() {
    Tensor losses = Tensor.zeros(0, 3).crossEntropy(Tensor.of(new long[0]));
    assertThat(losses.shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void targetsOutsideTheClassesAreRefused() {
    assertThatThrownBy(() -> logits().crossEntropy(Tensor.of(2L, 3L)))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "cross entropy: index 3 at [1] is outside 0 … 2 (the classes of logits [2, 3]); check the"
                + " indices");
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Tensor.of(1f, 2f).crossEntropy(Tensor.of(0L)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "cross entropy: the logits must be [N, K], a row of K classes for each of N samples,"
                + " but are [2]; reshape them");
    assertThatThrownBy(() -> logits().crossEntropy(Tensor.of(0L)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "cross entropy: the logits are [2, 3] but the target is [1]; give one class index for each"
                + " row of logits");
  }

  @Test
  void targetsOfAnotherTypeAreRefused() {
    assertThatThrownBy(() -> logits().crossEntropy(Tensor.of(0f, 1f)))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "cross entropy: indices are I64 or I32 but got F32; convert with to(ElementType.I64)");
  }
}
