package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParameterRowsTest {

  private final Parameter table =
      Parameter.of(Tensor.of(new float[] {0, 1, 10, 11, 20, 21, 30, 31}, Shape.of(4, 2)));

  @Test
  void rowsHaveAGradientOfTheirOwn() {
    Tensor rows = table.rows(Tensor.of(2L, 0L, 2L));
    assertThat(rows.toFloatArray()).containsExactly(20, 21, 0, 1, 20, 21);
    assertThat(table.touchedRows()).isEmpty();
    rows.multiply(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(3, 2))).sum().backward();
    assertThat(table.hasGradient()).isFalse();
    TouchedRows touched = table.touchedRows().getFirst();
    assertThat(touched.index().toLongArray()).containsExactly(2, 0, 2);
    assertThat(touched.rows().gradient().toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
    table.zeroGrad();
    assertThat(table.touchedRows()).isEmpty();
  }

  @Test
  void withoutGradientsOrFrozenRowsAreOrdinaryValues() {
    Tensor index = Tensor.of(1L);
    assertThat(Tensor.noGrad(() -> table.rows(index)).isTracked()).isFalse();
    table.trainable(false);
    assertThat(table.rows(index).isTracked()).isFalse();
  }

  @Test
  void rowsAreReplaced() {
    table.replaceRows(Tensor.of(3L, 1L), Tensor.of(new float[] {7, 8, 5, 6}, Shape.of(2, 2)));
    assertThat(table.value().toFloatArray()).containsExactly(0, 1, 5, 6, 20, 21, 7, 8);
  }

  @Test
  void rowsThatDoNotFitAreRefused() {
    Tensor two = Tensor.zeros(2, 2);
    assertThatThrownBy(() -> table.replaceRows(Tensor.of(1L), two))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "replace rows: the parameter has shape [4, 2], the index [1] and the rows [2, 2]; give an index [n] and rows of the parameter's shape with n in front");
    assertThatThrownBy(() -> table.replaceRows(Tensor.of(1L, 4L), two))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "replace rows: index 4 at [1] is outside 0 … 3 (axis 0 of [4, 2]); check the indices");
    assertThat(table.value().toFloatArray()).startsWith(0, 1, 10, 11);
  }
}
