package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
  void aLengthThatComesFromTheDataSaysWhatItTakes() {
    double gibibytes = Runtime.getRuntime().maxMemory() / (double) (1L << 30);
    assertThatThrownBy(() -> Tensor.of(2147483646L).bincount(0))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage(
            "memory: a tensor of [2147483647] takes 16.0 GiB as I64, but Java may use %.1f GiB in all; make it smaller, or give Java more memory with -Xmx"
                .formatted(gibibytes));
    assertThatThrownBy(() -> Tensor.of(2147483647L).bincount(0))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "shape: a tensor has at most 2147483647 elements, but [2147483648] has 2147483648, which take 8.0 GiB as F32; split it into parts");
    assertThatThrownBy(() -> Tensor.of(Long.MAX_VALUE).bincount(0))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Tensor.of(1L).bincount(-1))
        .hasMessage("bincount: the least length is -1; it is at least 0");
    assertThatThrownBy(() -> Tensor.of(1L).oneHot(-1))
        .hasMessage("one hot: there are -1 classes; give at least 1");
    for (Runnable sized :
        List.<Runnable>of(
            () -> Tensor.arange(2147483647),
            () -> Tensor.linspace(0, 1, 2147483647),
            () -> Tensor.ones(1).expand(2147483647).toFloatArray(),
            () -> Tensor.ones(1, 1).pad(PadMode.REPLICATE, 2147483645, 1))) {
      assertThatThrownBy(sized::run)
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessageStartingWith("memory: a tensor of [2147483647] takes ");
    }
    for (Runnable sized :
        List.<Runnable>of(
            () -> Tensor.ones(1).pad(0, 2000000000, 2000000000),
            () -> Tensor.ones(1, 1).pad(PadMode.REPLICATE, 2000000000, 2000000000),
            () -> Tensor.ones(2).repeat(2000000000),
            () -> Tensor.ones(3).repeatInterleave(0, 2000000000))) {
      assertThatThrownBy(sized::run)
          .isInstanceOf(ShapeException.class)
          .hasMessageStartingWith("shape: a tensor has at most 2147483647 elements, but [");
    }
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
