package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CountingOpsTest {

  @Test
  void largeIntegersAreNotComparedAsDoubles() {
    long large = 1L << 53;
    Tensor x = Tensor.of(large + 1, large, large + 1);
    Unique unique = x.unique();
    assertThat(unique.values().toLongArray()).containsExactly(large, large + 1);
    assertThat(unique.inverse().toLongArray()).containsExactly(1, 0, 1);
    assertThat(unique.counts().toLongArray()).containsExactly(1, 2);
    assertThat(unique.values().searchsorted(x).toLongArray()).containsExactly(1, 0, 1);
    assertThat(x.cummax(0).indices().toLongArray()).containsExactly(0, 0, 2);
  }

  @Test
  void emptyTensorsHaveNoElementsToCount() {
    Tensor none = Tensor.zeros(ElementType.I64, 0);
    assertThat(none.bincount(2).toLongArray()).containsExactly(0, 0);
    assertThat(none.unique().counts().shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.zeros(0).histc(2, 0, 1).toFloatArray()).containsExactly(0, 0);
    assertThat(Tensor.zeros(1, 0).cummax(1).values().shape()).isEqualTo(Shape.of(1, 0));
    assertThat(Tensor.zeros(1).diff(0).shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void nanIsBehindAllNumbers() {
    Tensor sorted = Tensor.of(-1.0, 0.0, 2.0);
    Tensor values = Tensor.of(Double.NaN, -0.0, Double.NEGATIVE_INFINITY);
    assertThat(sorted.searchsorted(values).toLongArray()).containsExactly(3, 1, 0);
    assertThat(Tensor.of(Double.NaN, 0.5).histc(1, 0, 1).toFloatArray()).containsExactly(1);
  }

  @Test
  void whatCannotBeCountedIsRefused() {
    assertThatThrownBy(() -> Tensor.of(0.5).bincount(0))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("bincount: counts I64 or I32 but got F32; convert with to(ElementType.I64)");
    assertThatThrownBy(() -> Tensor.of(1L, -1L).bincount(0)).isInstanceOf(IndexException.class);
    assertThatThrownBy(() -> Tensor.of(0.5).histc(0, 0, 1))
        .hasMessage(
            "histc: 0 bins from 0.0 to 1.0 cannot be; give at least one bin and finite limits, the lower first");
    assertThatThrownBy(() -> Tensor.ones(2, 3).searchsorted(Tensor.ones(3, 2)))
        .hasMessage(
            "searchsorted: the sorted rows [2, 3] and the values [3, 2] must have equal leading axes; give one row [n], or a row for each");
    assertThatThrownBy(() -> Tensor.ones(2).maskedScatter(Tensor.of(1, 0), Tensor.ones(1)))
        .hasMessage(
            "masked scatter: the mask must be BOOL but is I32; compare it with something first");
  }
}
