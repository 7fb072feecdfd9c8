package dev.adjoint.tensor.op.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CumprodOpTest {

  @Test
  void theGradientIsRightBehindAZero() {
    // y = [2, 0, 0, 0]; the running products without element 1 are [2, 2, 6, -6].
    Tensor x = Tensor.of(2.0, 0.0, 3.0, -1.0).requiresGrad();
    Tensor gradient = Gradients.of(x.cumprod(0).sum(), x)[0];
    assertThat(gradient.toDoubleArray()).containsExactly(1, 2 + 6 - 6, 0, 0);
  }

  /// A gradient by all pairs of elements would need 80 GB here.
  @Test
  void theGradientOfManyElementsTakesLittleMemory() {
    int n = 100_000;
    Tensor x = Tensor.ones(ElementType.F32, n).requiresGrad();
    float[] gradient = Gradients.of(x.cumprod(0).sum(), x)[0].toFloatArray();
    assertThat(gradient[0]).isEqualTo(n);
    assertThat(gradient[n - 1]).isEqualTo(1);
    Tensor twice =
        Gradients.of(Gradients.of(x.prod(), BackwardMode.CREATE_GRAPH, x)[0].sum(), x)[0];
    assertThat(twice.toFloatArray()).containsOnly(n - 1);
  }

  @Test
  void theRecurrenceTakesAFactorForEachElement() {
    assertThat(
            Tensor.apply(new RecurrenceOp(), Tensor.of(1.0, 2.0, 3.0), Tensor.of(9.0, 2.0, -1.0))
                .toFloatArray())
        .containsExactly(1, 4, -1);
    assertThat(Tensor.apply(new RecurrenceOp(), Tensor.zeros(2, 0), Tensor.zeros(2, 0)).shape())
        .isEqualTo(Shape.of(2, 0));
    assertThatThrownBy(() -> Tensor.apply(new RecurrenceOp(), Tensor.ones(2, 3), Tensor.ones(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "linear recurrence: x is [2, 3] and the factors are [3]; give one factor for each element along the last axis");
  }
}
