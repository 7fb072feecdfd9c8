package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The numbers are those of torch.scatter_reduce of PyTorch 2.13.
class ScatterReduceTest {

  private final Tensor x = Tensor.of(2f, 3, 4, 5);
  private final Tensor index = Tensor.of(0L, 2, 0, 2, 2, 3);
  private final Tensor source = Tensor.of(5f, -1, 7, 6, 2, 1);

  @ParameterizedTest
  @CsvSource({
    "SUM, true, 14, 3, 11, 6",
    "SUM, false, 12, 3, 7, 1",
    "PROD, true, 70, 3, -48, 5",
    "PROD, false, 35, 3, -12, 1",
    "MEAN, true, 4.6666665, 3, 2.75, 3",
    "MEAN, false, 6, 3, 2.3333333, 1",
    "AMAX, true, 7, 3, 6, 5",
    "AMAX, false, 7, 3, 6, 1",
    "AMIN, true, 2, 3, -1, 1",
    "AMIN, false, 5, 3, -1, 1"
  })
  void elementsOfOnePlaceArePutTogether(
      ScatterReduce how, boolean self, float a, float b, float c, float d) {
    assertThat(x.scatterReduce(0, index, source, how, self).toFloatArray())
        .containsExactly(a, b, c, d);
  }

  @Test
  void anIndexForEachElementIsNeeded() {
    assertThatThrownBy(() -> x.scatterReduce(0, index, Tensor.of(1f), ScatterReduce.AMAX, true))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "scatter reduce: the source has shape [1] but the index [6]; give one index for each element");
  }
}
