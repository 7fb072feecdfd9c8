package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GradientsTest {

  private final Tensor a = Tensor.of(ElementType.F64, new double[][] {{1, 2}, {3, 4}});

  @Test
  void gradientsOfAnyValueWithRespectToAnyOthersAreNotStored() {
    Parameter w = Parameter.of(Tensor.of(ElementType.F64, 2.0));
    Tensor hidden = w.value().multiply(3);
    Tensor y = hidden.square().sum();
    Tensor[] gradients = Gradients.of(y, hidden, w.value());
    assertThat(gradients[0].item()).isEqualTo(12);
    assertThat(gradients[1].item()).isEqualTo(36);
    assertThat(w.hasGradient()).isFalse();
  }

  @Test
  void whatTheValueDoesNotDependOnGetsZeros() {
    Tensor x = Tensor.of(ElementType.F64, 1.0).requiresGrad();
    Tensor other = Tensor.of(ElementType.F64, 1.0, 2.0).requiresGrad();
    assertThat(Gradients.of(x.sum(), other)[0].toDoubleArray()).containsExactly(0, 0);
    assertThatThrownBy(() -> Gradients.of(x.sum(), Tensor.of(ElementType.F64, 1.0)))
        .hasMessage(
            "gradients: an input of shape [1] is not tracked; make it with requiresGrad() or take a"
                + " parameter's value()");
  }

  @Test
  void productsWithTheJacobianFromBothSides() {
    // f(x) = A·x has the Jacobian A.
    Tensor x = Tensor.of(ElementType.F64, 5.0, 7.0);
    Tensor v = Tensor.of(ElementType.F64, 10.0, 1.0);
    assertThat(Gradients.vjp(a::matmul, x, v).toDoubleArray()).containsExactly(13, 24);
    assertThat(Gradients.jvp(a::matmul, x, v).toDoubleArray()).containsExactly(12, 34);
    assertThat(Gradients.jacobian(a::matmul, x).contentEquals(a)).isTrue();
  }

  @Test
  void jvpOfANonlinearFunctionIsItsDirectionalDerivative() {
    Tensor x = Tensor.of(ElementType.F64, 0.5, 1.5);
    Tensor v = Tensor.of(ElementType.F64, 2.0, -1.0);
    Tensor found = Gradients.jvp(t -> t.exp().multiply(t.sum()), x, v);
    // d/dε (e^(x+εv) · Σ(x+εv)) = e^x·v·Σx + e^x·Σv
    Tensor expected = x.exp().multiply(v).multiply(2.0).add(x.exp());
    assertThat(found.allclose(expected, 1e-14, 0)).isTrue();
  }

  @Test
  void theHessianOfAQuadraticFormIsAPlusItsTranspose() {
    Tensor x = Tensor.of(ElementType.F64, 1.0, -1.0);
    Tensor hessian = Gradients.hessian(t -> t.dot(a.matmul(t)), x);
    assertThat(hessian.contentEquals(a.add(a.transpose()))).isTrue();
    Tensor v = Tensor.of(ElementType.F64, 1.0, 2.0);
    Tensor product = Gradients.hvp(t -> t.dot(a.matmul(t)), x, v);
    assertThat(product.contentEquals(hessian.matmul(v))).isTrue();
  }

  @Test
  void derivativesOfAnyOrder() {
    // The fifth derivative of x⁵ is 120.
    Tensor x = Tensor.scalar(ElementType.F64, 1.5).requiresGrad();
    Tensor y = x.pow(5);
    for (int order = 0; order < 5; order++) {
      y = Gradients.of(y, BackwardMode.CREATE_GRAPH, x)[0];
    }
    assertThat(y.item()).isEqualTo(120);
  }

  @Test
  void aConstantFunctionHasZeroProducts() {
    Tensor x = Tensor.of(ElementType.F64, 1.0, 2.0);
    Tensor constant = Tensor.of(ElementType.F64, 3.0);
    assertThat(Gradients.jvp(_ -> constant, x, x).toDoubleArray()).containsExactly(0);
    assertThat(Gradients.vjp(_ -> constant, x, constant).toDoubleArray()).containsExactly(0, 0);
    assertThat(Gradients.jacobian(_ -> constant, x).shape()).isEqualTo(Shape.of(1, 2));
  }

  @Test
  void functionsAreRecordedInsideNoGradToo() {
    Tensor x = Tensor.of(ElementType.F64, 1.0, 2.0);
    Tensor ones = Tensor.of(ElementType.F64, 1.0, 1.0);
    Tensor.noGrad(() -> {
      assertThat(Gradients.vjp(Tensor::square, x, ones).toDoubleArray()).containsExactly(2, 4);
      assertThat(Gradients.jvp(Tensor::square, x, ones).toDoubleArray()).containsExactly(2, 4);
      assertThat(Gradients.jacobian(Tensor::square, x).toDoubleArray()).containsExactly(2, 0, 0, 4);
      return assertThat(Gradients.hessian(t -> t.square().sum(), x).toDoubleArray())
          .containsExactly(2, 0, 0, 2);
    });
  }

  @Test
  void theHessianOfAConstantIsZero() {
    Tensor hessian =
        Gradients.hessian(
            _ -> Tensor.scalar(ElementType.F64, 3.0), Tensor.of(ElementType.F64, 1.0, 2.0));
    assertThat(hessian.toDoubleArray()).containsExactly(0, 0, 0, 0);
  }
}
