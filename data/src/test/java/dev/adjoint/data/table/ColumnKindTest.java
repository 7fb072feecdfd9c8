package dev.adjoint.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnKindTest {
  private static ColumnKind kind(String... cells) {
    Column column = Column.of("c", cells);
    return ColumnKind.of(Table.of("t.csv", List.of(column)), column);
  }

  @Test
  void numbersTextsAndNothingAreToldApart() {
    assertThat(kind("1", "2.5", "", "-3e2")).isEqualTo(ColumnKind.NUMBER);
    assertThat(kind("red", "", "blue")).isEqualTo(ColumnKind.TEXT);
    assertThat(kind("true", "false")).isEqualTo(ColumnKind.TEXT);
    assertThat(kind("", "NA", "?")).isEqualTo(ColumnKind.EMPTY);
  }

  @Test
  void aColumnOfMostlyTextIsText() {
    assertThat(kind("A1", "B2", "7", "C3")).isEqualTo(ColumnKind.TEXT);
  }

  @Test
  void aMixedColumnOfFewRepeatedValuesIsText() {
    String[] cells = new String[40];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = i % 4 == 3 ? "3+" : "" + i % 4;
    }
    assertThat(kind(cells)).isEqualTo(ColumnKind.TEXT);
  }

  @Test
  void textAmongNumbersIsAMistakeWithAPlace() {
    assertThatThrownBy(() -> kind("1", "2", "heavy", "4", ""))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read t.csv: row 3, column c: 'heavy' is not a number but 3 of the column's 3 other cells are; correct the cell, or leave it empty if the value is missing, or drop the column");
  }

  @Test
  void nanAndInfinityAreMistakesWithAPlace() {
    for (String cell : new String[] {"NaN", "inf", "-Infinity", "1e40"}) {
      assertThatThrownBy(() -> kind("1", cell, "3"))
          .hasMessage(
              "read t.csv: row 2, column c: '"
                  + cell
                  + "' is not a finite 32-bit number; correct the cell, or leave it empty if the value is missing");
    }
  }

  @Test
  void aDecimalCommaIsNamed() {
    assertThatThrownBy(() -> kind("1,5", "2", "3,25"))
        .hasMessage(
            "read t.csv: row 1, column c: '1,5' is written with a decimal comma; write numbers with a decimal point");
  }
}
