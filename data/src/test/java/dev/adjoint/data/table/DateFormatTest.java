package dev.adjoint.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DateFormatTest {
  @Test
  void daysAreCountedFrom1970() {
    assertThat(DateFormat.YEAR_FIRST.days("1970-01-01")).isZero();
    assertThat(DateFormat.YEAR_FIRST.days("2024/3/1")).isEqualTo(19783);
    assertThat(DateFormat.DAY_FIRST.days("01.03.2024")).isEqualTo(19783);
    assertThat(DateFormat.MONTH_FIRST.days("03/01/2024")).isEqualTo(19783);
    assertThat(DateFormat.YEAR_FIRST.days("1970-01-02 06:00")).isEqualTo(1.25);
    assertThat(DateFormat.YEAR_FIRST.days("1970-01-02T06:00:00+06:00")).isEqualTo(1);
    assertThat(DateFormat.YEAR_FIRST.days("1969-12-31T12:00:00.0Z")).isEqualTo(-0.5);
    assertThat(DateFormat.TIME.days("18:00")).isEqualTo(0.75);
    assertThat(DateFormat.TIME.days("06.00.00")).isEqualTo(0.25);
  }

  @Test
  void whatIsNoDateIsNaN() {
    for (String text :
        new String[] {"", "2024-13-01", "2023-02-29", "2024-01/01", "2024-01-01x", "01.02.24"}) {
      for (DateFormat format : DateFormat.values()) {
        assertThat(format.days(text)).as(text).isNaN();
      }
    }
    assertThat(DateFormat.TIME.days("24:00")).isNaN();
    assertThat(DateFormat.YEAR_FIRST.days("2024-01-01 10:60")).isNaN();
  }

  @Test
  void dayOrMonthFirstIsDecidedByAllCells() {
    assertThat(DateFormat.of(Column.of("d", "01/02/2024", "31/01/2024")))
        .contains(DateFormat.DAY_FIRST);
    assertThat(DateFormat.of(Column.of("d", "01/02/2024", "", "01/31/2024")))
        .contains(DateFormat.MONTH_FIRST);
    assertThat(DateFormat.of(Column.of("d", "13/02/2024", "01/31/2024"))).isEmpty();
    assertThat(DateFormat.of(Column.of("d", "", "NA"))).isEmpty();
  }
}
