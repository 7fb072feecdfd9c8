package dev.adjoint.tensor.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class NormTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Test
  void normsOfThreeAndFour() {
    Tensor x = Tensor.of(3.0, -4.0);
    assertThat(x.norm().item()).isEqualTo(5);
    assertThat(x.norm(1, false).item()).isEqualTo(7);
    assertThat(x.norm(INFINITE, false).item()).isEqualTo(4);
    assertThat(x.norm(3, false).item()).isEqualTo(Math.cbrt(91), within(1e-15));
    assertThat(Tensor.zeros(2, 0).norm(1).toFloatArray()).containsExactly(0, 0);
    assertThat(x.norm(2, true, 0).shape()).isEqualTo(Shape.of(1));
  }

  @Test
  void theGradientIsTheUnitVector() {
    Tensor x = Tensor.of(3.0, -4.0).requiresGrad();
    assertThat(Gradients.of(x.norm(), x)[0].toDoubleArray())
        .containsExactly(new double[] {0.6, -0.8}, within(1e-15));
  }

  @Test
  void theGradientAtTheOriginIsZeroForEveryOrderAndTwice() {
    for (double order : new double[] {1, 1.5, 2, 3, INFINITE}) {
      Tensor x = Tensor.of(0.0, 0.0).requiresGrad();
      assertThat(Gradients.of(x.norm(order, false), x)[0].toDoubleArray()).containsExactly(0, 0);
    }
    Tensor hessian = Gradients.hessian(x -> x.norm(), Tensor.of(0.0, 0.0));
    assertThat(hessian.toDoubleArray()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void anElementOfZeroInAFractionalNormGetsNoGradient() {
    Tensor x = Tensor.of(0.0, 4.0).requiresGrad();
    assertThat(Gradients.of(x.norm(0.5, false), x)[0].toDoubleArray())
        .containsExactly(new double[] {0, 1}, within(1e-15));
  }

  @Test
  void logSumExpNeitherOverflowsNorLosesAnything() {
    assertThat(Tensor.of(1000f, 1000f).logSumExp().item()).isEqualTo(1000.693, within(1e-3));
    assertThat(Tensor.of(-1000.0, -1000.0).logSumExp().item())
        .isEqualTo(-1000 + Math.log(2), within(1e-12));
    assertThat(Tensor.of(INFINITE, 0).logSumExp().item()).isEqualTo(INFINITE);
    assertThat(Tensor.zeros(2, 0).logSumExp(1).toDoubleArray())
        .containsExactly(-INFINITE, -INFINITE);
  }

  @Test
  void aRowOfMinusInfinityHasLogSumExpMinusInfinityAndNoGradient() {
    Tensor x = Tensor.of(new double[][] {{-INFINITE, -INFINITE}, {-INFINITE, 5}}).requiresGrad();
    Tensor y = x.logSumExp(1);
    assertThat(y.toDoubleArray()).containsExactly(-INFINITE, 5);
    assertThat(Gradients.of(y.sum(), x)[0].toDoubleArray()).containsExactly(0, 0, 0, 1);
  }

  @Test
  void whatHasNoNormIsRefused() {
    assertThatThrownBy(() -> Tensor.of(1f).norm(-1, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "norm: the order is a number above 0 or infinite, but is -1.0; use 2 for the length");
    assertThatThrownBy(() -> Tensor.of(1).norm())
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("norm: wants F32 or F64 but got I32; convert it with to(ElementType.F32)");
  }
}
