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
    for (String cell : new String[] {"NaN", "inf", "-Infinity", "1e999"}) {
      assertThatThrownBy(() -> kind("1", cell, "3"))
          .hasMessage(
              "read t.csv: row 2, column c: '"
                  + cell
                  + "' is not a finite number; correct the cell, or leave it empty if the value is missing");
    }
  }

  @Test
  void datesAndTimesAreNoTexts() {
    assertThat(kind("2024-03-31", "", "2024-02-29T18:30:00Z")).isEqualTo(ColumnKind.DATE);
    assertThat(kind("31.03.2024", "1.2.2024")).isEqualTo(ColumnKind.DATE);
    assertThat(kind("03/31/2024", "01/02/2024")).isEqualTo(ColumnKind.DATE);
    assertThat(kind("18.00.00", "19.30.00")).isEqualTo(ColumnKind.DATE);
    assertThat(kind("2024-02-30", "2024-02-29")).isEqualTo(ColumnKind.TEXT);
    assertThat(kind("25:00", "18:00")).isEqualTo(ColumnKind.TEXT);
  }
}
