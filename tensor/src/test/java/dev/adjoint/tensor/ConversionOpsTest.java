package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConversionOpsTest {

  @Test
  void elementsAreConvertedAsAJavaCastDoes() {
    Tensor x = Tensor.of(ElementType.F64, -1.7, 0, 3e10, Double.NaN);
    assertThat(x.toIntArray()).containsExactly(-1, 0, Integer.MAX_VALUE, 0);
    assertThat(x.toLongArray()).containsExactly(-1, 0, 30_000_000_000L, 0);
    assertThat(x.toFloatArray()).containsExactly(-1.7f, 0, 3e10f, Float.NaN);
    assertThat(x.toBooleanArray()).containsExactly(true, false, true, true);
    assertThat(Tensor.of(true, false).toDoubleArray()).containsExactly(1, 0);
    assertThat(x.to(ElementType.I64).toLongArray()).isEqualTo(x.toLongArray());
  }

  @Test
  void arraysAreInTheOrderOfTheAxesWhateverTheStrides() {
    Tensor x = Tensor.arange(6).reshape(2, 3).transpose().slice(0, 1);
    assertThat(x.toIntArray()).containsExactly(1, 4, 2, 5);
  }

  @Test
  void theSameTypeIsTheSameTensor() {
    Tensor x = Tensor.of(1f);
    assertThat(x.to(ElementType.F32)).isSameAs(x);
  }

  @Test
  void gradientsGoBackThroughFloatingPointTypesOnly() {
    Tensor x = Tensor.of(2f).requiresGrad();
    Tensor gradient = Gradients.of(x.to(ElementType.F64).multiply(3).sum(), x)[0];
    assertThat(gradient.contentEquals(Tensor.of(3f))).isTrue();
    assertThat(x.to(ElementType.I64).isTracked()).isFalse();
  }

  @Test
  void oneElementOfAnyRankIsANumber() {
    assertThat(Tensor.of(new float[][] {{2.5f}}).item()).isEqualTo(2.5);
    assertThat(Tensor.of(9_007_199_254_740_993L).itemLong()).isEqualTo(9_007_199_254_740_993L);
  }

  @Test
  void severalElementsAreNotANumber() {
    assertThatThrownBy(() -> Tensor.zeros(2, 1).item())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "item: needs exactly one element but the shape is [2, 1]; use toFloatArray() for all, or select(axis, index) for one");
    assertThatThrownBy(() -> Tensor.zeros(0).itemLong())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "itemLong: needs exactly one element but the shape is [0]; use toFloatArray() for all, or select(axis, index) for one");
  }
}
