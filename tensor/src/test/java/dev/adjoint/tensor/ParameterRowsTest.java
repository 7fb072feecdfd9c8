package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            "replace rows: the parameter has shape [4, 2], the index [1] and the rows [2, 2]; give"
                + " an index [n] and rows of the parameter's shape with n in front");
    assertThatThrownBy(() -> table.replaceRows(Tensor.of(1L, 4L), two))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "replace rows: index 4 at [1] is outside 0 … 3 (axis 0 of [4, 2]); check the indices");
    assertThat(table.value().toFloatArray()).startsWith(0, 1, 10, 11);
  }

  /// A formula with one memory and one number, whose operations round separately.
  private static final UpdateFormula FORMULA =
      UpdateFormula.of(
          1,
          1,
          x -> {
            UpdateFormula.Term b = x.memory(0).plus(x.gradient().times(x.number(0)));
            x.memory(0, b);
            x.value(x.value().minus(b.over(x.gradient().abs().sqrt())));
          });

  @ParameterizedTest
  @CsvSource({"F32, 3", "F32, 64", "F32, 700", "F64, 5"})
  void rowsOfAFormulaHaveTheBitsOfTheWholeParameter(ElementType type, int width) {
    SplittableRandom random = new SplittableRandom(width);
    Tensor values = Tensor.normal(type, Shape.of(90, width), 0, 1, random);
    Tensor before = Tensor.normal(type, Shape.of(90, width), 0, 1, random);
    long[] used = random.longs(200, 0, 90).distinct().limit(40).toArray();
    Tensor index = Tensor.of(used);
    Tensor g = Tensor.normal(type, Shape.of(used.length, width), 0, 1, random);
    Parameter whole = Parameter.of(values);
    Tensor memory = before.copy();
    Tensor all = Tensor.ones(type, Shape.of(90, width)).detach();
    Parameter spread = Parameter.of(all);
    spread.replaceRows(index, g);
    ParameterUpdates.update(
        FORMULA,
        new Parameter[] {whole},
        new Tensor[] {spread.value().detach()},
        new Tensor[][] {{memory}},
        0.1);
    Parameter some = Parameter.of(values);
    Parameter remembered = Parameter.of(before);
    ParameterUpdates.updateRows(FORMULA, some, index, g, new Parameter[] {remembered}, 0.1);
    Set<Long> rows = Arrays.stream(used).boxed().collect(Collectors.toSet());
    for (int row = 0; row < 90; row++) {
      boolean isUsed = rows.contains((long) row);
      assertThat(row(some.value(), row)).isEqualTo(row(isUsed ? whole.value() : values, row));
      assertThat(row(remembered.value(), row)).isEqualTo(row(isUsed ? memory : before, row));
    }
  }

  private static double[] row(Tensor x, int row) {
    return x.select(0, row).toDoubleArray();
  }

  @Test
  void rowsOfAFormulaThatDoNotFitAreRefused() {
    Parameter[] memory = {Parameter.of(Tensor.zeros(4, 2))};
    Tensor two = Tensor.zeros(2, 2);
    Tensor index = Tensor.of(1L, 4L);
    assertThatThrownBy(
            () -> ParameterUpdates.updateRows(FORMULA, table, Tensor.of(1L), two, memory, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "update rows: the parameter has shape [4, 2], the index [1] and the rows [2, 2]; give"
                + " an index [n] and rows of the parameter's shape with n in front");
    assertThatThrownBy(() -> ParameterUpdates.updateRows(FORMULA, table, index, two, memory, 1))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "update rows: index 4 at [1] is outside 0 … 3 (axis 0 of [4, 2]); check the indices");
    assertThatThrownBy(() -> ParameterUpdates.updateRows(FORMULA, table, index, two, memory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "update rows: the formula uses 1 numbers and 1 memories but got 0 and 1; give as many"
                + " as it uses");
    assertThat(table.value().toFloatArray()).startsWith(0, 1, 10, 11);
  }
}
