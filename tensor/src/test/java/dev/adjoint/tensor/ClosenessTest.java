package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosenessTest {

  @Test
  void contentIsTypeShapeAndElements() {
    Tensor x = Tensor.of(1f, 2f);
    assertThat(x.contentEquals(Tensor.of(1f, 2f))).isTrue();
    assertThat(x.contentEquals(Tensor.of(1f, 3f))).isFalse();
    assertThat(x.contentEquals(Tensor.of(ElementType.F64, 1.0, 2.0))).isFalse();
    assertThat(x.contentEquals(x.unsqueeze(0))).isFalse();
    assertThat(x.contentEquals(Tensor.of(2f, 1f).flip())).as("strides do not matter").isTrue();
  }

  @Test
  void notANumberIsEqualToItself() {
    Tensor x = Tensor.of(ElementType.F64, Double.NaN, Double.POSITIVE_INFINITY);
    assertThat(x.contentEquals(Tensor.of(ElementType.F64, Double.NaN, Double.POSITIVE_INFINITY)))
        .isTrue();
    assertThat(x.contentEquals(Tensor.of(ElementType.F64, Double.NaN, Double.NEGATIVE_INFINITY)))
        .isFalse();
    assertThat(x.allclose(Tensor.of(ElementType.F64, 1.0, Double.POSITIVE_INFINITY), 1, 1))
        .isFalse();
  }

  @Test
  void largeWholeNumbersAreComparedExactly() {
    Tensor x = Tensor.of(9_007_199_254_740_993L);
    assertThat(x.contentEquals(Tensor.of(9_007_199_254_740_992L))).isFalse();
    assertThat(Tensor.of(true).contentEquals(Tensor.of(false))).isFalse();
  }

  @Test
  void theToleranceIsRelativeToTheOther() {
    Tensor x = Tensor.of(ElementType.F64, 101.0, 0.001);
    Tensor y = Tensor.of(ElementType.F64, 100.0, 0.0);
    assertThat(x.allclose(y, 0.011, 0.001)).isTrue();
    assertThat(x.allclose(y, 0.009, 0.001)).isFalse();
    assertThat(x.allclose(y, 0.011, 0.0009)).isFalse();
    assertThat(x.allclose(y.unsqueeze(0), 1, 1)).isFalse();
  }

  @Test
  void anInfinityIsCloseToItselfAlone() {
    Tensor infinite = Tensor.of(Float.POSITIVE_INFINITY);
    assertThat(infinite.allclose(infinite)).isTrue();
    assertThat(Tensor.of(1f).allclose(infinite)).isFalse();
    assertThat(infinite.negative().allclose(infinite, 1, 1)).isFalse();
    assertThat(Tensor.of(1f).allclose(Tensor.of(1.000001f))).isTrue();
  }
}
