package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void momentsNeitherOverflowNorUnderflow() {
    for (double unit : new double[] {1e-300, 1e-200, 1e-5, 1, 1e200, 1e307}) {
      Moments moments = Moments.of(new double[] {unit, 2 * unit, 3 * unit});
      assertThat(moments.mean() / unit).isCloseTo(2, within(1e-14));
      assertThat(moments.std() / unit).isCloseTo(Math.sqrt(2.0 / 3), within(1e-14));
      assertThat(moments.isConstant()).isFalse();
      Moments target = Moments.ofTarget(new double[] {unit, 2 * unit, 3 * unit});
      assertThat(target.std() / unit).isCloseTo(Math.sqrt(2.0 / 3), within(1e-14));
    }
    Moments wide = Moments.of(new double[] {-1.7e308, 1.7e308});
    assertThat(wide.mean()).isZero();
    assertThat(wide.std()).isEqualTo(1.7e308);
    assertThat(Moments.standardize(1.7e308, -1.7e308, 1.7e308)).isEqualTo(2);
  }

  @Test
  void roundingNoiseIsConstantAtEveryMagnitude() {
    for (double unit : new double[] {1e-300, 1e-3, 1, 1e9, 1e300}) {
      assertThat(Moments.of(new double[] {unit, unit * (1 + 2e-16), unit}).isConstant()).isTrue();
      assertThat(Moments.of(new double[] {unit, unit * (1 + 1e-13), unit}).isConstant()).isFalse();
    }
    assertThat(Moments.of(new double[] {0.1 + 0.2, 0.3}).isConstant()).isTrue();
    assertThat(Moments.of(new double[] {0, 0}).isConstant()).isTrue();
    assertThat(Moments.of(new double[] {0, 5e-324}).std()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void columnsOfAnyMagnitudeBecomeInputsAboutOne() {
    Table table =
        TableReader.parse(
            """
            tiny,huge,noise,y
            1e-200,1e300,1,3e-200
            2e-200,3e300,1.0000000000000002,4e-200
            1e-200,1e300,1,6e-200
            """,
            "t.csv");
    TablePlan plan = TablePlan.of(table, TableOptions.target("y"));
    List<String> notes = new ArrayList<>();
    TablePreprocessing fitted = TablePreprocessing.fit(plan, plan.rows(), notes);
    assertThat(notes)
        .containsExactly(
            "left out column noise: it is the same up to rounding in every training row (1 … 1.0000000000000002)");
    float low = (float) (-1 / Math.sqrt(2));
    assertThat(fitted.features(table).features().toFloatArray())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(low, low, -2 * low, -2 * low, low, low);
    var target = (NumberTarget) fitted.target();
    assertThat(target.restore(target.standardize(6e-200)) / 6e-200).isCloseTo(1, within(1e-15));
  }

  @Test
  void aTargetThatOnlyDiffersByRoundingIsRefused() {
    Table table = TableReader.parse("x,y\n1,0.3\n2,0.30000000000000004\n3,0.3\n", "t.csv");
    TablePlan plan = TablePlan.of(table, TableOptions.target("y"));
    assertThatThrownBy(() -> TablePreprocessing.fit(plan, plan.rows(), new ArrayList<>()))
        .hasMessage(
            "prepare: target y is the same up to rounding (0.3 … 0.30000000000000004) in all of the 3 training rows; there is nothing to learn, check the target column");
  }

  @Test
  void aCellBeyondThirtyTwoBitsOnItsScaleIsRefused() {
    Table table = TableReader.parse("x,y\n1,0.5\n2,1.5\n3,7.25\n", "t.csv");
    TablePlan plan = TablePlan.of(table, TableOptions.target("y"));
    var fitted = TablePreprocessing.fit(plan, plan.rows(), new ArrayList<>());
    Table far = TableReader.parse("x\n1e300\n", "new.csv");
    assertThatThrownBy(() -> fitted.features(far))
        .hasMessage(
            "read new.csv: row 1 (line 2), column x: '1e300' is too far from the training rows, whose mean is 2.0 and whose deviation is 0.816496580927726; correct the cell, or leave it empty if the value is missing");
  }
}
