package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DateFeatureTest {
  private static TablePreprocessing fit(String text, List<String> notes) {
    Table table = TableReader.parse(text, "t.csv");
    TablePlan plan = TablePlan.of(table, TableOptions.target("y"));
    return TablePreprocessing.fit(plan, plan.rows(), notes);
  }

  @Test
  void aDateBecomesItsDayNumberAndItsPlaceInYearAndWeek() {
    var fitted = fit("d,y\n2024-01-01,1.5\n2024-01-03,2.5\n2024-01-05,0.5\n", new ArrayList<>());
    assertThat(fitted.featureNames())
        .containsExactly("d", "d sin(year)", "d cos(year)", "d sin(week)", "d cos(week)");
    float[] inputs =
        fitted.features(TableReader.parse("d\n2024-01-01\n", "n.csv")).features().toFloatArray();
    assertThat(inputs[0]).isEqualTo((float) (-2 / Math.sqrt(8.0 / 3)));
    assertThat(inputs[3]).isZero(); // 2024-01-01 is a Monday, where the week starts
    assertThat(inputs[4]).isEqualTo(1);
    assertThat(TablePreprocessing.fromMap(new PlainMap("p", fitted.toMap()))).isEqualTo(fitted);
  }

  @Test
  void aTimeOfDayBecomesItsPlaceInTheDay() {
    var fitted = fit("t;y\n18.00.00;1,5\n06.00.00;2,5\n12.00.00;0,5\n", new ArrayList<>());
    assertThat(fitted.featureNames()).containsExactly("t", "t sin(day)", "t cos(day)");
    float[] inputs =
        fitted.features(TableReader.parse("t\n06:00\n", "n.csv")).features().toFloatArray();
    assertThat(inputs[1]).isEqualTo(1);
  }

  @Test
  void dayOrMonthFirstIsReportedWhereBothFit() {
    List<String> notes = new ArrayList<>();
    fit("d,y\n01/02/2024,1.5\n03/04/2024,2.5\n05/06/2024,0.5\n", notes);
    assertThat(notes)
        .containsExactly(
            "column d: its dates are read with the day first, but the month could be first as well");
  }

  @Test
  void aCellThatIsNoDateIsRefusedWithItsPlace() {
    var fitted = fit("d,y\n2024-01-01,1.5\n2024-01-03,2.5\n2024-01-05,0.5\n", new ArrayList<>());
    Table table = TableReader.parse("d\nsoon\n", "new.csv");
    assertThatThrownBy(() -> fitted.features(table))
        .hasMessage(
            "read new.csv: row 1 (line 2), column d: 'soon' is not a date as the model was trained on (year first); correct the cell, or leave it empty if the value is missing");
  }
}
