package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Table;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TablePlanTest {
  private static Table table(int rows, IntFunction<String> target) {
    String text =
        IntStream.range(0, rows)
            .mapToObj(i -> i * 0.7 + "," + target.apply(i))
            .collect(Collectors.joining("\n"));
    return TableReader.parse("x,y\n" + text, "t.csv");
  }

  private static Task task(int rows, IntFunction<String> target) {
    return TablePlan.of(table(rows, target), TableOptions.target("y")).task();
  }

  @Test
  void theTaskIsFoundFromTheTarget() {
    assertThat(task(4, i -> i % 2 == 0 ? "yes" : "no")).isEqualTo(Task.CLASSIFICATION);
    assertThat(task(4, i -> "" + i % 2)).isEqualTo(Task.CLASSIFICATION);
    assertThat(task(50, i -> "" + i % 10)).isEqualTo(Task.CLASSIFICATION);
    assertThat(task(40, i -> "" + i % 10)).isEqualTo(Task.REGRESSION);
    assertThat(task(1000, i -> "" + i % 21)).isEqualTo(Task.REGRESSION);
    assertThat(task(100, i -> i % 2 == 0 ? "0.5" : "1")).isEqualTo(Task.REGRESSION);
  }

  @Test
  void theTaskCanBeForced() {
    TableOptions forced = TableOptions.target("y").withTask(Task.REGRESSION);
    assertThat(TablePlan.of(table(50, i -> "" + i % 2), forced).task()).isEqualTo(Task.REGRESSION);
    TableOptions other = TableOptions.target("y").withTask(Task.CLASSIFICATION);
    assertThat(TablePlan.of(table(50, i -> "" + i), other).task()).isEqualTo(Task.CLASSIFICATION);
  }

  @Test
  void equalNumbersAreOneClassHoweverTheyAreWritten() {
    Table table = table(20, i -> i % 2 == 0 ? "1" : i % 4 == 1 ? "0" : "0.0");
    Prepared prepared = Prepared.table(table, TableOptions.target("y"), 0.2, 1);
    assertThat(prepared.split().training().classes()).containsExactly("0", "1");
  }

  @Test
  void classesThatAreNumbersAreSortedBySize() {
    Table table = table(60, i -> "" + (i % 3 == 0 ? 10 : i % 3));
    Prepared prepared = Prepared.table(table, TableOptions.target("y"), 0.2, 1);
    assertThat(prepared.split().training().classes()).containsExactly("1", "2", "10");
  }

  @Test
  void rowsWithoutATargetAreLeftOutAndReported() {
    TablePlan plan =
        TablePlan.of(table(20, i -> i == 3 || i == 5 ? "" : "" + i % 2), TableOptions.target("y"));
    assertThat(plan.rows()).hasSize(18).doesNotContain(3, 5);
    assertThat(plan.notes())
        .containsExactly(
            "left out 2 rows without a value of the target y, the first is row 4 (line 5)");
    TablePlan one =
        TablePlan.of(table(20, i -> i == 3 ? "?" : "" + i % 2), TableOptions.target("y"));
    assertThat(one.notes())
        .containsExactly("left out row 4 (line 5), which has no value of the target y");
  }

  @Test
  void aTargetWithoutAnyValueIsRefused() {
    assertThatThrownBy(() -> task(3, _ -> ""))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare: target y has no value in any of the 3 rows; name another target column");
  }

  @Test
  void anUnknownTargetOrDroppedColumnIsNamedWithANearOne() {
    Table table = TableReader.parse("species,island\na,b\n", "p.csv");
    assertThatThrownBy(() -> TablePlan.of(table, TableOptions.target("specie")))
        .hasMessage("read p.csv: there is no column 'specie'; did you mean species?");
    TableOptions drop = TableOptions.target("species").withDrop(List.of("name"));
    assertThatThrownBy(() -> TablePlan.of(table, drop))
        .hasMessage("read p.csv: there is no column 'name'; there are: species, island");
    TableOptions both = TableOptions.target("species").withDrop(List.of("species"));
    assertThatThrownBy(() -> TablePlan.of(table, both))
        .hasMessage(
            "prepare: column species is both the target and dropped; name another target or keep it");
  }

  @Test
  void aTextWhereRegressionNeedsNumbersIsRefused() {
    TableOptions forced = TableOptions.target("y").withTask(Task.REGRESSION);
    assertThatThrownBy(() -> TablePlan.of(table(3, i -> i == 1 ? "high" : "1"), forced))
        .hasMessage(
            "read t.csv: row 2 (line 3), column y: regression needs numbers but the target is 'high'; correct the cell or choose classification");
  }

  @Test
  void aTargetThatIsNotFiniteIsRefusedForBothTasks() {
    for (Task task : List.of(Task.CLASSIFICATION, Task.REGRESSION)) {
      TableOptions forced = TableOptions.target("y").withTask(task);
      assertThatThrownBy(() -> TablePlan.of(table(3, i -> i == 1 ? "inf" : "1"), forced))
          .hasMessage(
              "read t.csv: row 2 (line 3), column y: 'inf' is not a finite number; correct the cell, or leave it empty if the value is missing");
    }
  }
}
