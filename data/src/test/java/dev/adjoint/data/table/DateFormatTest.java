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
  void monthsMayBeNamed() {
    for (String text :
        new String[] {
          "1 Mar 2024",
          "01-MAR-2024",
          "1-Mar-24",
          "1. March 2024",
          "1st March, 2024",
          "March 1, 2024",
          "Mar 1 2024",
          "MARCH 1ST, 2024",
          "2024-Mar-01",
          "2024 march 1",
          "Fri, 1 Mar 2024",
          "Friday, March 1, 2024",
          "2024年3月1日",
        }) {
      assertThat(DateFormat.NAMED_MONTH.days(text)).as(text).isEqualTo(19783);
    }
    assertThat(DateFormat.NAMED_MONTH.days("Fri, 01 Mar 2024 06:00:00 GMT")).isEqualTo(19783.25);
    assertThat(DateFormat.NAMED_MONTH.days("Mar 1, 2024, 6:00 PM")).isEqualTo(19783.75);
    assertThat(DateFormat.NAMED_MONTH.days("1 Sept 1970")).isEqualTo(243);
    assertThat(DateFormat.NAMED_MONTH.days("2-Jan-70")).isOne();
    assertThat(DateFormat.of(Column.of("d", "1 Mar 2024", "", "Mar 2, 2024")))
        .contains(DateFormat.NAMED_MONTH);
    for (String text :
        new String[] {
          "31 Feb 2024",
          "1 Foo 2024",
          "Mar 2024",
          "1 Mar",
          "1 Mar 24:00",
          "12 Marc 2024",
          "May 1",
          "0 Mar 2024",
          "1 Mar 20245",
          "march"
        }) {
      assertThat(DateFormat.NAMED_MONTH.days(text)).as(text).isNaN();
    }
  }

  @Test
  void hoursMayBeHalfDays() {
    assertThat(DateFormat.MONTH_FIRST.days("03/01/2024 12:00 AM")).isEqualTo(19783);
    assertThat(DateFormat.MONTH_FIRST.days("3/1/2024 12:00:00 PM")).isEqualTo(19783.5);
    assertThat(DateFormat.TIME.days("6:00 pm")).isEqualTo(0.75);
    assertThat(DateFormat.TIME.days("6:00am")).isEqualTo(0.25);
    assertThat(DateFormat.TIME.days("13:00 PM")).isNaN();
    assertThat(DateFormat.TIME.days("0:30 AM")).isNaN();
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
