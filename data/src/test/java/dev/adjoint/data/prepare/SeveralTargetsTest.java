package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Task;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeveralTargetsTest {

  private static Table table() {
    StringBuilder text = new StringBuilder("x,height,width,red,round,kind\n");
    for (int i = 0; i < 40; i++) {
      text.append(
          "%d,%s,%s,%s,%d,%s\n"
              .formatted(
                  i,
                  i * 0.25,
                  100 - i * 1.5,
                  i % 2 == 0 ? "yes" : "no",
                  i % 3 == 0 ? 1 : 0,
                  List.of("a", "b", "c").get(i % 3)));
    }
    return TableReader.parse(text.toString(), "t.csv");
  }

  @Test
  void severalNumbersHaveAScaleEach() {
    Prepared prepared = Prepared.table(table(), TableOptions.target("height,width"), 0.25, 1);
    NumbersTarget target = (NumbersTarget) prepared.preprocessing().target();
    assertThat(target.columns()).containsExactly("height", "width");
    assertThat(target.outputs()).isEqualTo(2);
    DataSet training = prepared.split().training();
    assertThat(training.featureNames()).doesNotContain("height", "width");
    assertThat(training.target().shape().toArray()).containsExactly(30, 2);
    float[] scaled = training.target().toFloatArray();
    NumberTarget height = target.parts().getFirst();
    NumberTarget width = target.parts().getLast();
    // width = 100 − 6 · height in every row.
    for (int i = 0; i < 30; i++) {
      double h = height.restore(scaled[2 * i]);
      double w = width.restore(scaled[2 * i + 1]);
      assertThat(w).isCloseTo(100 - 6 * h, within(1e-4));
    }
    assertThat(Target.fromMap(target.toMap())).isEqualTo(target);
  }

  @Test
  void columnsOfTwoValuesAreLabels() {
    TableOptions options = TableOptions.target("red,round");
    assertThat(TablePlan.of(table(), options).task()).isEqualTo(Task.MULTI_LABEL);
    Prepared prepared = Prepared.table(table(), options, 0.25, 1);
    LabelsTarget target = (LabelsTarget) prepared.preprocessing().target();
    assertThat(target.parts().getFirst().classes()).containsExactly("no", "yes");
    assertThat(target.classes()).isEmpty();
    float[] labels = prepared.split().training().target().toFloatArray();
    assertThat(labels).hasSize(60).containsOnly(0, 1);
    assertThat(Target.fromMap(target.toMap())).isEqualTo(target);
  }

  @Test
  void otherMixturesAreRefused() {
    assertThatThrownBy(() -> TablePlan.of(table(), TableOptions.target("height,kind")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare: several targets must all be numbers, or all have two values, but kind is neither beside the others; leave it out, or say --task regression where its classes are numbers");
    assertThatThrownBy(() ->
            TablePlan.of(table(), TableOptions.target("red,round").withTask(Task.CLASSIFICATION)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare: several targets are numbers (--task regression) or labels (--task multi-label), not one of several classes; name one target, or another task");
    assertThatThrownBy(
            () -> TablePlan.of(table(), TableOptions.target("red").withTask(Task.MULTI_LABEL)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare: --task multi-label is for several targets, but there is only red; name more with commas between them");
    assertThatThrownBy(() ->
            Prepared.table(
                table(), TableOptions.target("red,kind").withTask(Task.MULTI_LABEL), 0.25, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare: target kind has the values a, b, c, but each of several labels must have two, such as 0 and 1; leave it out of --target");
    assertThatThrownBy(() -> TablePlan.of(table(), TableOptions.target("height,widht")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("widht")
        .hasMessageContaining("width");
    assertThatThrownBy(() ->
            TablePlan.of(table(), TableOptions.target("height,width").withDrop(List.of("width"))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare: column width is both the target and dropped; name another target or keep it");
  }

  @Test
  void rowsWithoutOneOfTheTargetsAreLeftOut() {
    Table table = TableReader.parse("x,a,b\n1,1.5,2.5\n2,,3.5\n3,4.5,\n4,5.5,6.25\n", "t.csv");
    TablePlan plan = TablePlan.of(table, TableOptions.target("a,b"));
    assertThat(plan.rows()).containsExactly(0, 3);
    assertThat(plan.notes())
        .contains(
            "left out row 2 (line 3), which has no value of the target a",
            "left out row 3 (line 4), which has no value of the target b");
  }
}
