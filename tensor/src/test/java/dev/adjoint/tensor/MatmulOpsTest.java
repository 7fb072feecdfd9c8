package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatmulOpsTest {

  @Test
  void dotOuterAndTrace() {
    Tensor x = Tensor.of(ElementType.F64, 1.0, 2.0, 3.0);
    assertThat(x.dot(Tensor.of(ElementType.F64, 4.0, 5.0, 6.0)).item()).isEqualTo(32);
    Tensor outer = x.outer(Tensor.of(ElementType.F64, 10.0, 20.0));
    assertThat(outer.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(outer.toDoubleArray()).containsExactly(10, 20, 20, 40, 30, 60);
    assertThat(outer.trace().item()).isEqualTo(50);
    assertThat(Tensor.zeros(0).dot(Tensor.zeros(0)).item()).isZero();
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Tensor.ones(2).dot(Tensor.ones(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "dot: needs two vectors of one length but got [2] and [3]; use matmul for matrices");
    assertThatThrownBy(() -> Tensor.ones(2, 2).outer(Tensor.ones(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("outer: needs two vectors but got [2, 2] and [3]; flatten() them");
    assertThatThrownBy(() -> Tensor.ones(2).trace())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "trace: needs a matrix but got [2]; use diagonal(0, -2, -1).sum(-1) for several");
  }

  @Test
  void distancesNeedRowsOfOneWidthAndAnOrderAboveZero() {
    assertThatThrownBy(() -> Tensor.zeros(2, 3).cdist(Tensor.zeros(2, 2), 2))
        .hasMessage(
            "cdist: needs rows of one width but got [2, 3] and [2, 2]; give […, P, W] and […, R, W]");
    assertThatThrownBy(() -> Tensor.zeros(2, 3).cdist(Tensor.zeros(2, 3), 0))
        .hasMessage("cdist: the order is 0.0 but must be above 0; 2 is usual");
  }
}
