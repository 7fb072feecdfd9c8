package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// What integers do: sums and products are I64, and there is no quotient by 0.
class IntegerRulesTest {

  private static final int LARGE = Integer.MAX_VALUE;
  private static final String REPLACE =
      ", and integers have no infinity; replace the zeros of the divisor, or convert both with to(ElementType.F32)";

  @Test
  void sumsAndProductsOfI32AreI64AndDoNotWrapAround() {
    Tensor x = Tensor.of(LARGE, LARGE, 2);
    assertThat(x.sum().elementType()).isEqualTo(ElementType.I64);
    assertThat(x.sum().itemLong()).isEqualTo(2L * LARGE + 2);
    assertThat(x.sum(KeepAxes.YES, 0).toLongArray()).containsExactly(2L * LARGE + 2);
    assertThat(x.slice(0, 1).prod().itemLong()).isEqualTo(2L * LARGE);
    assertThat(x.cumsum(0).toLongArray()).containsExactly(LARGE, 2L * LARGE, 2L * LARGE + 2);
    assertThat(x.slice(0, 1).cumprod(0).toLongArray()).containsExactly(LARGE, 2L * LARGE);
    Tensor matrix = Tensor.of(new int[] {LARGE, 1, 1, LARGE}, Shape.of(2, 2));
    assertThat(matrix.trace().itemLong()).isEqualTo(2L * LARGE);
    assertThat(matrix.prod(0).toLongArray()).containsExactly(LARGE, LARGE);
  }

  @Test
  void sumsAndProductsOfTruthValuesAreI64() {
    Tensor x = Tensor.of(true, false, true);
    assertThat(x.sum().itemLong()).isEqualTo(2);
    assertThat(x.prod().itemLong()).isZero();
    assertThat(x.cumsum(0).toLongArray()).containsExactly(1, 1, 2);
    assertThat(x.cumprod(0).elementType()).isEqualTo(ElementType.I64);
  }

  @Test
  void largestAndSmallestKeepTheType() {
    assertThat(Tensor.of(1, 2).max().elementType()).isEqualTo(ElementType.I32);
    assertThat(Tensor.of(1, 2).min(0).elementType()).isEqualTo(ElementType.I32);
  }

  @Test
  void aNegativePowerIsRefusedWithItsValues() {
    String fix =
        ", and integers have no fractions; use exponents of at least 0, or convert both with to(ElementType.F32)";
    assertThatThrownBy(() -> Tensor.of(5, 2).pow(Tensor.of(0, -1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("pow: the base is the integer 2 and the exponent -1" + fix);
    assertThatThrownBy(() -> Tensor.of(-1L).pow(-3))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("pow: the base is the integer -1 and the exponent -3" + fix);
    assertThat(Tensor.of(0L, -2L, 7L).pow(Tensor.of(0L, 3L, 1L)).toLongArray())
        .containsExactly(1, -8, 7);
  }

  @Test
  void aQuotientByZeroIsRefusedWithItsValues() {
    assertThatThrownBy(() -> Tensor.of(3, 7).divide(Tensor.of(1, 0)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("divide: the dividend is 7 and the divisor 0" + REPLACE);
    assertThatThrownBy(() -> Tensor.of(-9L).divide(0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("divide: the dividend is -9 and the divisor 0" + REPLACE);
    assertThat(Tensor.of(Integer.MIN_VALUE).divide(Tensor.of(-1)).toIntArray())
        .containsExactly(Integer.MIN_VALUE);
    assertThat(Tensor.of(-7L, 7L).divide(2).toLongArray()).containsExactly(-3, 3);
    assertThat(Tensor.of(1f).divide(0).item()).isInfinite();
  }

  @Test
  void aReplayedQuotientByZeroIsRefusedToo() {
    RecordedFunction quotient = RecordedFunction.of(y -> Tensor.of(6, 8).divide(y));
    assertThat(quotient.run(Tensor.of(3, 2)).toIntArray()).containsExactly(2, 4);
    assertThat(quotient.run(Tensor.of(2, 4)).toIntArray()).containsExactly(3, 2);
    assertThatThrownBy(() -> quotient.run(Tensor.of(1, 0)))
        .hasMessage("divide: the dividend is 8 and the divisor 0" + REPLACE);
  }

  @Test
  void anAxisNamedTwiceIsRefused() {
    Tensor x = Tensor.ones(2, 3);
    assertThatThrownBy(() -> x.sum(1, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("sum: axis 1 of [2, 3] is named twice in [1, -1]; name each axis once");
    assertThatThrownBy(() -> x.mean(0, 0))
        .hasMessage("mean: axis 0 of [2, 3] is named twice in [0, 0]; name each axis once");
    assertThatThrownBy(() -> x.std(0, 0)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> x.max(0, 0)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> x.prod(0, 0)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> x.norm(0, 0)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> x.flip(1, 1)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> x.greater(0).all(1, 1)).isInstanceOf(ShapeException.class);
  }
}
