package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What PyTorch leaves open: positions that come twice. And wrong calls.
class ReplacingTest {

  private final Tensor x = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

  @Test
  void theLastElementStaysAndGetsTheGradient() {
    Parameter source = Parameter.of(Tensor.of(new double[][] {{7, 8}}));
    Parameter old = Parameter.of(x);
    Tensor index = Tensor.of(new long[][] {{1, 1}});

    Tensor y = old.value().scatter(1, index, source.value());
    y.sum().backward();

    assertThat(y.toDoubleArray()).containsExactly(1, 8, 3, 4, 5, 6);
    assertThat(source.gradient().toDoubleArray()).containsExactly(0, 1);
    assertThat(old.gradient().toDoubleArray()).containsExactly(1, 0, 1, 1, 1, 1);
  }

  @Test
  void valuesAreReplacedOrAddedRowByRow() {
    Tensor rows = Tensor.of(1L, 1L);
    Tensor values = Tensor.of(new double[][] {{10, 20, 30}, {1, 2, 3}});
    assertThat(x.indexPut(List.of(rows), values, false).toDoubleArray())
        .containsExactly(1, 2, 3, 1, 2, 3);
    assertThat(x.indexPut(List.of(rows), values, true).toDoubleArray())
        .containsExactly(1, 2, 3, 15, 27, 39);
    assertThat(x.indexPut(List.of(Tensor.of(new long[0])), Tensor.scalar(9.0), false))
        .satisfies(y -> assertThat(y.toDoubleArray()).isEqualTo(x.toDoubleArray()));
  }

  @Test
  void wrongCallsAreExplained() {
    Tensor one = Tensor.of(1L);
    assertThatThrownBy(() -> x.scatter(0, Tensor.of(new long[][] {{2}}), Tensor.ones(1, 1)))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "scatter: index 2 at [0, 0] is outside 0 … 1 (axis 0 of [2, 3]); check the indices");
    assertThatThrownBy(() -> x.scatter(0, Tensor.of(new long[][] {{1}}), Tensor.ones(2, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "scatter: the source has shape [2, 1] but the index [1, 1]; give one index for each element");
    assertThatThrownBy(() -> x.indexPut(List.of(one, one, one), Tensor.scalar(1.0), false))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "index put: there are 3 indices for a tensor of shape [2, 3]; give one for each of its first axes, at least 1");
    assertThatThrownBy(() -> x.indexPut(List.of(one, Tensor.of(3L)), Tensor.scalar(1.0), false))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "index put: index 3 at [0] is outside 0 … 2 (axis 1 of [2, 3]); check the indices");
    assertThatThrownBy(() -> x.nanquantile(2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "nanquantile: the fraction is within 0 … 1 but is 2.0; divide a percentage by 100");
    assertThatThrownBy(() -> Tensor.zeros(0, 2).nanmedian(0))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "nanmedian: there are no elements along axis 0 of shape [0, 2]; check that the data is not empty");
  }
}
