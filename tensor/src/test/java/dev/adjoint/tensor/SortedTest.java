package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SortedTest {

  private static final double NAN = Double.NaN;

  @Test
  void elementsAreSortedAlongTheAxisAndRememberWhereTheyWere() {
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{3, 1, 2}, {1, 1, 0}});
    Sorted rows = x.sort(1);
    assertThat(rows.values().toDoubleArray()).containsExactly(1, 2, 3, 0, 1, 1);
    assertThat(rows.indices().toLongArray()).containsExactly(1, 2, 0, 2, 0, 1);
    Sorted columns = x.sort(0, true);
    assertThat(columns.values().toDoubleArray()).containsExactly(3, 1, 2, 1, 1, 0);
    assertThat(columns.indices().toLongArray()).containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void nanCountsAsTheLargest() {
    Tensor x = Tensor.of(ElementType.F64, 2, NAN, Double.POSITIVE_INFINITY);
    assertThat(x.sort(0).indices().toLongArray()).containsExactly(0, 2, 1);
    assertThat(x.sort(0, true).indices().toLongArray()).containsExactly(1, 2, 0);
    assertThat(x.topk(1, 0).indices().toLongArray()).containsExactly(1);
  }

  @Test
  void theGradientGoesBackToWhereTheElementsWere() {
    Tensor x = Tensor.of(ElementType.F64, 3.0, 1.0, 2.0).requiresGrad();
    Tensor weighted = x.sort(0).values().multiply(Tensor.of(ElementType.F64, 10.0, 20.0, 30.0));
    assertThat(Gradients.of(weighted.sum(), x)[0].toDoubleArray()).containsExactly(30, 10, 20);
    Tensor top = x.topk(2, 0).values().multiply(Tensor.of(ElementType.F64, 10.0, 20.0));
    assertThat(Gradients.of(top.sum(), x)[0].toDoubleArray()).containsExactly(10, 0, 20);
  }

  @Test
  void topKTakesTheLargestOrTheSmallest() {
    Tensor x = Tensor.of(5L, 9L, 7L, 1L);
    assertThat(x.topk(2, 0).values().toLongArray()).containsExactly(9, 7);
    assertThat(x.topk(2, -1, false).values().toLongArray()).containsExactly(1, 5);
    assertThat(x.topk(2, -1, false).indices().toLongArray()).containsExactly(3, 0);
    assertThat(x.topk(0, 0).values().shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void quantilesLieOnTheLineBetweenNeighbours() {
    Tensor x = Tensor.of(ElementType.F64, 40.0, 10.0, 20.0, 30.0);
    assertThat(x.quantile(0, 0).item()).isEqualTo(10);
    assertThat(x.quantile(0.5, 0).item()).isEqualTo(25);
    assertThat(x.quantile(0.75, 0).item()).isEqualTo(32.5);
    assertThat(x.quantile(1, KeepAxes.YES, 0).shape()).isEqualTo(Shape.of(1));
    assertThat(x.median(0).item()).isEqualTo(20);
    assertThat(Tensor.of(3L, 1L, 2L).median(0).itemLong()).isEqualTo(2);
    assertThat(Tensor.of(ElementType.F64, 1, NAN, 2).median(0).item()).isNaN();
    assertThat(Tensor.of(ElementType.F64, 1, NAN, 2).quantile(0, 0).item()).isNaN();
  }

  @Test
  void whatCannotBeSortedIsRefused() {
    assertThatThrownBy(() -> Tensor.of(1f, 2f).topk(3, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "topk: k is 3 but the size of axis 0 is 2 (shape [2]); take at most as many as there are");
    assertThatThrownBy(() -> Tensor.of(true).sort(0))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("argsort: needs numbers but got BOOL; convert with to(ElementType.I64)");
    assertThatThrownBy(() -> Tensor.zeros(2, 0).median(1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "median: there are no elements along axis 1 of shape [2, 0]; check that the data is not"
                + " empty");
    assertThatThrownBy(() -> Tensor.of(1f).quantile(50, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "quantile: the fraction is within 0 … 1 but is 50.0; divide a percentage by 100");
  }
}
