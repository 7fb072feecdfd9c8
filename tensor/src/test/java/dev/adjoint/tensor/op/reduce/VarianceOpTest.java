package dev.adjoint.tensor.op.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class VarianceOpTest {

  /// Mean 4, deviations −3, −1, 1, 3, squares 9 + 1 + 1 + 9 = 20.
  private static final Tensor X = Tensor.of(ElementType.F64, 1.0, 3.0, 5.0, 7.0);

  @Test
  void theSquaredDeviationsAreDividedByTheDegreesOfFreedom() {
    assertThat(X.variance().item()).isEqualTo(20.0 / 3);
    assertThat(X.variance(0, KeepAxes.NO).item()).isEqualTo(5);
    assertThat(X.std(0, KeepAxes.NO).item()).isEqualTo(Math.sqrt(5));
    assertThat(X.variance(0, KeepAxes.YES, 0).shape()).isEqualTo(Shape.of(1));
  }

  @Test
  void aLargeMeanDoesNotCancelTheVariance() {
    Tensor x = Tensor.of(1e8f, 1e8f + 8, 1e8f + 16);
    assertThat(x.variance().item()).isEqualTo(64);
  }

  @Test
  void theGradientIsTwiceTheDeviationOverTheDegreesOfFreedom() {
    Tensor x = X.requiresGrad();
    assertThat(Gradients.of(x.variance(2, KeepAxes.NO), x)[0].toDoubleArray())
        .containsExactly(-3, -1, 1, 3);
  }

  @Test
  void theGradientOfTheDeviationOfEqualNumbersIsZero() {
    Tensor x = Tensor.of(ElementType.F64, 2.0, 2.0).requiresGrad();
    Tensor y = x.std();
    assertThat(y.item()).isZero();
    assertThat(Gradients.of(y, x)[0].toDoubleArray()).containsExactly(0, 0);
  }

  @Test
  void tooFewNumbersGiveNaN() {
    assertThat(Tensor.of(ElementType.F64, 2.0).variance().item()).isNaN();
    assertThat(Tensor.zeros(0, 2).variance(0).toFloatArray()).containsExactly(Float.NaN, Float.NaN);
    assertThat(Tensor.of(ElementType.F64, 2.0).variance(0, KeepAxes.NO).item()).isZero();
  }

  @Test
  void integersAreRefused() {
    assertThatThrownBy(() -> Tensor.of(1, 2).variance())
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("variance: needs F32 or F64 but got I32; convert it with to(ElementType.F32)");
  }
}
