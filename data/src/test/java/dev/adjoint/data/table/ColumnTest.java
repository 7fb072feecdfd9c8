package dev.adjoint.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {
  @Test
  void cellsLoseTheBlanksAroundThemAndKeepTheRest() {
    Column column = Column.of("c", "  a b ", "naïve – 日本", "", "\t7\r", "\u00A0x\u00A0");
    assertThat(column.rows()).isEqualTo(5);
    assertThat(column.text(0)).isEqualTo("a b");
    assertThat(column.text(1)).isEqualTo("naïve – 日本");
    assertThat(column.text(2)).isEmpty();
    assertThat(column.number(3)).isEqualTo(7);
    assertThat(column.text(4)).isEqualTo("x");
  }

  @Test
  void theUsualMarksAreMissingAndNanIsNot() {
    Column column = Column.of("c", "", "NA", "n/a", "#N/A", "NULL", "?", "NaN", "none", "0", "nab");
    for (int row = 0; row < 6; row++) {
      assertThat(column.isMissing(row)).as(column.text(row)).isTrue();
    }
    for (int row = 6; row < 10; row++) {
      assertThat(column.isMissing(row)).as(column.text(row)).isFalse();
    }
  }

  @Test
  void notFiniteIsFoundHoweverItIsWritten() {
    Column column =
        Column.of("c", "NaN", "-inf", "Infinity", "1e999", "-2e308", "1.7e308", "info", "");
    for (int row = 0; row < 5; row++) {
      assertThat(column.isNotFinite(row)).as(column.text(row)).isTrue();
    }
    for (int row = 5; row < 8; row++) {
      assertThat(column.isNotFinite(row)).as(column.text(row)).isFalse();
    }
  }

  @Test
  void manyLongCellsFit() {
    var builder = new Column.Builder("c");
    for (int i = 0; i < 1000; i++) {
      char[] cell = ("é".repeat(i) + i).toCharArray();
      builder.add(cell, 0, cell.length);
    }
    Column column = builder.build();
    assertThat(column.text(999)).isEqualTo("é".repeat(999) + 999);
    assertThat(column.text(500)).isEqualTo("é".repeat(500) + 500);
  }

  @Test
  void aTableRefusesTwoColumnsOfOneName() {
    assertThatThrownBy(() -> Table.of("t.csv", List.of(Column.of("a", "1"), Column.of("a", "2"))))
        .isInstanceOf(DataException.class)
        .hasMessage("read t.csv: the header names two columns 'a'; rename one of them");
  }

  @Test
  void aTableRefusesColumnsOfDifferentLength() {
    assertThatThrownBy(
            () -> Table.of("t.csv", List.of(Column.of("a", "1"), Column.of("b", "2", "3"))))
        .hasMessage(
            "read t.csv: column a has 1 rows but column b has 2; columns must be equally long");
  }

  @Test
  void anUnknownColumnIsNamedWithANearOne() {
    Table table = Table.of("t.csv", List.of(Column.of("weight", "1"), Column.of("mpg", "2")));
    assertThatThrownBy(() -> table.column("wieght"))
        .hasMessage("read t.csv: there is no column 'wieght'; did you mean weight?");
    assertThatThrownBy(() -> table.column("colour"))
        .hasMessage("read t.csv: there is no column 'colour'; there are: weight, mpg");
  }
}
