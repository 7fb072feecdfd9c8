package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Table;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SampleWeightsTest {

  private static final TableOptions OPTIONS = TableOptions.target("y").withWeight("w");

  private static Table table(String... weights) {
    StringBuilder text = new StringBuilder("x,w,y\n");
    for (int i = 0; i < weights.length; i++) {
      text.append("%d,%s,%s\n".formatted(i, weights[i], i * 0.5 + 0.25));
    }
    return TableReader.parse(text.toString(), "t.csv");
  }

  @Test
  void theColumnIsNoFeatureAndItsNumbersAreTheWeights() {
    Prepared prepared = Prepared.table(table("1", "2", "3", "0.5", "1", "1"), OPTIONS, 0.3, 1);
    DataSet training = prepared.split().training();
    assertThat(training.featureNames()).containsExactly("x");
    assertThat(Objects.requireNonNull(training.fields().get("weights")).toFloatArray())
        .hasSize(training.count())
        .matches(all ->
            IntStream.range(0, all.length)
                .allMatch(i -> List.of(1f, 2f, 3f, 0.5f).contains(all[i])));
    assertThat(prepared.split().validation().fields()).containsKey("weights");
  }

  @Test
  void rowsOfWeightZeroAreLeftOut() {
    Prepared prepared = Prepared.table(table("1", "0", "3", "0", "1", "1"), OPTIONS, 0.3, 1);
    assertThat(prepared.notes()).contains("left out 2 rows of weight 0 (column w)");
    assertThat(prepared.split().training().count() + prepared.split().validation().count())
        .isEqualTo(4);
  }

  @Test
  void aWrongWeightIsRefusedByItsCell() {
    assertThatThrownBy(() -> Prepared.table(table("1", "-2", "3"), OPTIONS, 0.3, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read t.csv: row 2 (line 3), column w: the weight of a sample must be a finite number of at least 0 but is '-2'; correct the cell, or leave out --sample-weight");
    assertThatThrownBy(() -> Prepared.table(table("1", "", "3"), OPTIONS, 0.3, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read t.csv: row 2 (line 3), column w: the weight of a sample must be a finite number of at least 0 but is ''; correct the cell, or leave out --sample-weight");
    assertThatThrownBy(() -> Prepared.table(table("0", "0", "0"), OPTIONS, 0.3, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read t.csv: the weights of all 3 rows (column w) are 0, so there is nothing to learn from; name another column");
    assertThatThrownBy(
            () -> Prepared.table(table("1", "2"), TableOptions.target("y").withWeight("y"), 0.3, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare: column y is both the target and the weight of the samples; name another one");
  }
}
