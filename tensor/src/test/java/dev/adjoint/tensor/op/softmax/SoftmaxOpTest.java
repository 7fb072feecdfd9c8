package dev.adjoint.tensor.op.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SoftmaxOpTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void softmaxOfLogarithmsIsTheirProportions() {
    // exp(log 1, log 2, log 5) = 1, 2, 5 of 8.
    Tensor x = Tensor.of(ElementType.F64, 0.0, Math.log(2), Math.log(5));
    assertThat(x.softmax(0).toDoubleArray())
        .containsExactly(new double[] {0.125, 0.25, 0.625}, within(1e-15));
    assertThat(x.logSoftmax(0).toDoubleArray())
        .containsExactly(new double[] {-Math.log(8), -Math.log(4), Math.log(0.625)}, within(1e-15));
  }

  @Test
  void anyAxisCanBeChosen() {
    Tensor x =
        Tensor.of(
            ElementType.F64,
            new double[] {0, Math.log(3), Math.log(4), Math.log(2)},
            Shape.of(2, 2));
    // Columns: (1, 4) of 5 and (3, 2) of 5.
    assertThat(x.softmax(0).toDoubleArray())
        .containsExactly(new double[] {0.2, 0.6, 0.8, 0.4}, within(1e-15));
    assertThat(x.logSoftmax(0).exp().toDoubleArray())
        .containsExactly(new double[] {0.2, 0.6, 0.8, 0.4}, within(1e-15));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    Tensor x = Tensor.of(1e4f, 1e4f, -1e4f);
    assertThat(x.softmax(0).toFloatArray()).containsExactly(0.5f, 0.5f, 0f);
    assertThat(x.logSoftmax(0).toDoubleArray()[2]).isEqualTo(-20_000.693, within(1e-2));
  }

  @Test
  void anElementOfMinusInfinityGetsNothingAndPassesNoGradient() {
    Tensor x = Tensor.of(ElementType.F64, 0.0, -INFINITE, 0.0).requiresGrad();
    Tensor y = x.softmax(0);
    assertThat(y.toDoubleArray()).containsExactly(0.5, 0, 0.5);
    Tensor g = Gradients.of(y.multiply(Tensor.of(ElementType.F64, 1.0, 7.0, 0.0)).sum(), x)[0];
    // ½·(1 − ½), 0, ½·(0 − ½).
    assertThat(g.toDoubleArray()).containsExactly(0.25, 0, -0.25);
  }

  @Test
  void aRowOfMinusInfinityAloneGivesNaN() {
    assertThat(Tensor.of(ElementType.F64, -INFINITE, -INFINITE).softmax(0).toDoubleArray())
        .containsExactly(Double.NaN, Double.NaN);
  }

  @Test
  void emptyAxesGiveEmptyResults() {
    assertThat(Tensor.zeros(2, 0).softmax(1).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(Tensor.zeros(0, 3).logSoftmax(0).shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void axesOutsideAreRefused() {
    assertThatThrownBy(() -> Tensor.zeros(2, 3).softmax(2))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "softmax: axis 2 is outside -2 … 1 (shape [2, 3]); count axes from 0, or from the end"
                + " with negative numbers");
  }

  @Test
  void integersAreRefused() {
    assertThatThrownBy(() -> Tensor.of(1, 2).logSoftmax(0))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "log softmax: needs F32 or F64 but got I32; convert it with to(ElementType.F32)");
  }
}
