package dev.adjoint.tensor.op.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class VectorNormTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void normsOfThreeAndFour() {
    Tensor x = Tensor.of(ElementType.F64, 3.0, -4.0);
    assertThat(x.norm().item()).isEqualTo(5);
    assertThat(x.norm(1, KeepAxes.NO).item()).isEqualTo(7);
    assertThat(x.norm(INFINITE, KeepAxes.NO).item()).isEqualTo(4);
    assertThat(x.norm(3, KeepAxes.NO).item()).isEqualTo(Math.cbrt(91), within(1e-15));
    assertThat(Tensor.zeros(2, 0).norm(1).toFloatArray()).containsExactly(0, 0);
    assertThat(x.norm(2, KeepAxes.YES, 0).shape()).isEqualTo(Shape.of(1));
  }

  @Test
  void theGradientIsTheUnitVector() {
    Tensor x = Tensor.of(ElementType.F64, 3.0, -4.0).requiresGrad();
    assertThat(Gradients.of(x.norm(), x)[0].toDoubleArray())
        .containsExactly(new double[] {0.6, -0.8}, within(1e-15));
  }

  @Test
  void theGradientAtTheOriginIsZeroForEveryOrderAndTwice() {
    for (double order : new double[] {1, 1.5, 2, 3, INFINITE}) {
      Tensor x = Tensor.of(ElementType.F64, 0.0, 0.0).requiresGrad();
      assertThat(Gradients.of(x.norm(order, KeepAxes.NO), x)[0].toDoubleArray())
          .containsExactly(0, 0);
    }
    Tensor hessian = Gradients.hessian(x -> x.norm(), Tensor.of(ElementType.F64, 0.0, 0.0));
    assertThat(hessian.toDoubleArray()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void anElementOfZeroInAFractionalNormGetsNoGradient() {
    Tensor x = Tensor.of(ElementType.F64, 0.0, 4.0).requiresGrad();
    assertThat(Gradients.of(x.norm(0.5, KeepAxes.NO), x)[0].toDoubleArray())
        .containsExactly(new double[] {0, 1}, within(1e-15));
  }

  @Test
  void logSumExpNeitherOverflowsNorLosesAnything() {
    assertThat(Tensor.of(1000f, 1000f).logsumexp().item()).isEqualTo(1000.693, within(1e-3));
    assertThat(Tensor.of(ElementType.F64, -1000.0, -1000.0).logsumexp().item())
        .isEqualTo(-1000 + Math.log(2), within(1e-12));
    assertThat(Tensor.of(ElementType.F64, INFINITE, 0).logsumexp().item()).isEqualTo(INFINITE);
    assertThat(Tensor.zeros(2, 0).logsumexp(1).toDoubleArray())
        .containsExactly(-INFINITE, -INFINITE);
  }

  @Test
  void aRowOfMinusInfinityHasLogSumExpMinusInfinityAndNoGradient() {
    Tensor x =
        Tensor.of(ElementType.F64, new double[][] {{-INFINITE, -INFINITE}, {-INFINITE, 5}})
            .requiresGrad();
    Tensor y = x.logsumexp(1);
    assertThat(y.toDoubleArray()).containsExactly(-INFINITE, 5);
    assertThat(Gradients.of(y.sum(), x)[0].toDoubleArray()).containsExactly(0, 0, 0, 1);
  }

  @Test
  void whatHasNoNormIsRefused() {
    assertThatThrownBy(() -> Tensor.of(1f).norm(-1, KeepAxes.NO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "norm: the order is a number above 0 or infinite, but is -1.0; use 2 for the length");
    assertThatThrownBy(() -> Tensor.of(1).norm())
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("norm: needs F32 or F64 but got I32; convert it with to(ElementType.F32)");
  }
}
