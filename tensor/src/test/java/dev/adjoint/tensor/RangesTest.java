package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RangesTest {

  @Test
  void wholeNumbersCountUpAndDown() {
    assertThat(Tensor.arange(4).toLongArray()).containsExactly(0, 1, 2, 3);
    assertThat(Tensor.arange(4).elementType()).isEqualTo(ElementType.I64);
    assertThat(Tensor.arange(5, -4, -3).toLongArray()).containsExactly(5, 2, -1);
    assertThat(Tensor.arange(1, 8, 3).toLongArray()).containsExactly(1, 4, 7);
    assertThat(Tensor.arange(2, 2, 1).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.arange(2, 1, 1).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.arange(Long.MAX_VALUE - 1, Long.MAX_VALUE, 1).itemLong())
        .isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void fractionsStopBeforeTheEnd() {
    assertThat(Tensor.arange(ElementType.F64, 1, 2, 0.25).toDoubleArray())
        .containsExactly(1, 1.25, 1.5, 1.75);
    assertThat(Tensor.arange(ElementType.F32, 3, -2, -1.5).toFloatArray())
        .containsExactly(3, 1.5f, 0, -1.5f);
  }

  @Test
  void aRangeWithoutEndIsRefused() {
    assertThatThrownBy(() -> Tensor.arange(0, 5, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage("arange: the step is 0; give a finite step that is not 0");
    assertThatThrownBy(() -> Tensor.arange(ElementType.F64, 0, 1, Double.NaN))
        .isInstanceOf(ShapeException.class)
        .hasMessage("arange: the step is NaN; give a finite step that is not 0");
    assertThatThrownBy(() -> Tensor.arange(3_000_000_000L))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "arange: the range has 3000000000 elements, but a tensor has at most 2147483647; take a larger step");
    assertThatThrownBy(() -> Tensor.arange(ElementType.F64, 0, Double.POSITIVE_INFINITY, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "arange: the range has Infinity elements, but a tensor has at most 2147483647; take a larger step");
  }

  @Test
  void evenlySpacedNumbersMeetBothEndsExactly() {
    assertThat(Tensor.linspace(ElementType.F64, -2, 3, 6).toDoubleArray())
        .containsExactly(-2, -1, 0, 1, 2, 3);
    double[] tenths = Tensor.linspace(ElementType.F64, 0, 0.3, 4).toDoubleArray();
    assertThat(tenths[3]).isEqualTo(0.3);
    assertThat(Tensor.linspace(1.5, 9, 1).toFloatArray()).containsExactly(1.5f);
    assertThat(Tensor.linspace(0, 1, 0).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.linspace(0, 1, 2).elementType()).isEqualTo(ElementType.F32);
    assertThatThrownBy(() -> Tensor.linspace(0, 1, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("linspace: the number of elements is -1; it is at least 0");
  }

  @Test
  void theIdentityHasOnesOnTheDiagonal() {
    assertThat(Tensor.eye(2).toNested(float[][].class))
        .isDeepEqualTo(new float[][] {{1, 0}, {0, 1}});
    assertThat(Tensor.eye(ElementType.I32, 2, 3).toNested(int[][].class))
        .isDeepEqualTo(new int[][] {{1, 0, 0}, {0, 1, 0}});
    assertThat(Tensor.eye(ElementType.F64, 0, 3).shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void aLikenessHasTheTypeAndShape() {
    Tensor x = Tensor.of(new int[][] {{1, 2}});
    assertThat(Tensor.zerosLike(x).contentEquals(Tensor.of(new int[][] {{0, 0}}))).isTrue();
    assertThat(Tensor.onesLike(x).contentEquals(Tensor.of(new int[][] {{1, 1}}))).isTrue();
    assertThat(Tensor.fullLike(x, 7).contentEquals(Tensor.of(new int[][] {{7, 7}}))).isTrue();
  }

  @Test
  void aSingleNumberHasTheTypeOfTheJavaNumber() {
    assertThat(Tensor.scalar(3)).hasToString("tensor(3, I32)");
    assertThat(Tensor.scalar(1L << 53 | 1).itemLong()).isEqualTo(1L << 53 | 1);
    assertThat(Tensor.scalar(true)).hasToString("tensor(true, BOOL)");
    assertThat(Tensor.ones(ElementType.F64, 2)).hasToString("tensor([1., 1.], F64)");
  }

  @Test
  void aNumberThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Tensor.full(ElementType.I32, Shape.of(2), 3_000_000_000L))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "full: 3000000000 has no exact value in I32; convert the tensor with"
                + " to(ElementType.F32) first");
  }

  @Test
  void integersAndTruthValuesAreFinite() {
    assertThat(Tensor.of(true, false).allFinite()).isTrue();
    assertThat(Tensor.of(Long.MAX_VALUE).allFinite()).isTrue();
    assertThat(Tensor.of(1f, Float.NaN).allFinite()).isFalse();
  }

  @Test
  void rangesReachOverAllWholeNumbers() {
    assertThat(Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62).toLongArray())
        .containsExactly(Long.MIN_VALUE, -(1L << 62), 0, 1L << 62);
    assertThat(Tensor.arange(5, 0, -2).toLongArray()).containsExactly(5, 3, 1);
    assertThat(Tensor.arange(0, 6, 2).toLongArray()).containsExactly(0, 2, 4);
    assertThat(Tensor.arange(0, -1, 3).toLongArray()).isEmpty();
    assertThatThrownBy(() -> Tensor.arange(Long.MIN_VALUE, Long.MAX_VALUE, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "arange: the range has 1.8446744073709552E19 elements, but a tensor has at most 2147483647; take a larger step");
  }
}
