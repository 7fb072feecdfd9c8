package dev.adjoint.tensor.op.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ProdOpTest {

  @Test
  void elementsAreMultipliedOverTheNamedAxes() {
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(x.prod().item()).isEqualTo(720);
    assertThat(x.prod(0).toDoubleArray()).containsExactly(4, 10, 18);
    assertThat(x.prod(KeepAxes.YES, 1).shape()).isEqualTo(Shape.of(2, 1));
    assertThat(Tensor.zeros(2, 0).prod(1).toFloatArray()).containsExactly(1, 1);
    assertThat(Tensor.of(3L, 1L << 40).prod().itemLong()).isEqualTo(3L << 40);
  }

  @Test
  void theGradientIsTheProductOfTheOthersWithAnyNumberOfZeros() {
    Tensor x =
        Tensor.of(ElementType.F64, new double[][] {{2, 3, 4}, {2, 0, 4}, {0, 0, 4}}).requiresGrad();
    assertThat(Gradients.of(x.prod(1).sum(), x)[0].toDoubleArray())
        .containsExactly(12, 8, 6, 0, 8, 0, 0, 0, 0);
  }

  @Test
  void theHessianOfAProductWithZerosIsTheProductOfTheRest() {
    // x·y·z at (0, 0, 4): only ∂²/∂x∂y = z is not 0.
    Tensor hessian = Gradients.hessian(Tensor::prod, Tensor.of(ElementType.F64, 0.0, 0.0, 4.0));
    assertThat(hessian.toDoubleArray()).containsExactly(0, 4, 0, 4, 0, 0, 0, 0, 0);
  }

  @Test
  void runningSumsAndProductsGoAlongOneAxis() {
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(x.cumsum(1).toDoubleArray()).containsExactly(1, 3, 6, 4, 9, 15);
    assertThat(x.cumsum(0).toDoubleArray()).containsExactly(1, 2, 3, 5, 7, 9);
    assertThat(x.cumprod(-1).toDoubleArray()).containsExactly(1, 2, 6, 4, 20, 120);
    assertThat(x.cumprod(0).toDoubleArray()).containsExactly(1, 2, 3, 4, 10, 18);
  }

  @Test
  void gradientsOfRunningSumsAndProducts() {
    Tensor x = Tensor.of(ElementType.F64, 2.0, 0.0, 4.0).requiresGrad();
    assertThat(Gradients.of(x.cumsum(0).sum(), x)[0].toDoubleArray()).containsExactly(3, 2, 1);
    // x + x·y + x·y·z: 1 + y + y·z, x + x·z, x·y.
    assertThat(Gradients.of(x.cumprod(0).sum(), x)[0].toDoubleArray()).containsExactly(1, 10, 0);
  }
}
