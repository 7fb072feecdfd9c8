package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LevelsTest {
  private static final Range WIDE = new Range(-5, 5);

  @Test
  void aBowlHasEvenLevels() {
    Grid bowl = Grid.of((x, y) -> x * x + y * y, WIDE, WIDE, 41, 41);

    assertThat(Levels.of(bowl))
        .containsExactly(5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0);
  }

  @Test
  void aNarrowValleyHasLevelsByRatio() {
    Grid valley =
        Grid.of(
            (x, y) -> (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x),
            new Range(-2, 2),
            new Range(-1, 3),
            81,
            81);

    List<Double> levels = Levels.of(valley);

    assertThat(levels).contains(1.0, 10.0, 100.0, 1000.0).hasSizeBetween(6, 14);
    assertThat(levels).isSorted();
  }

  @Test
  void levelsByRatioStandAboveANegativeBottom() {
    assertThat(Levels.byRatio(new Range(-10, 90)))
        .isSorted()
        .allMatch(level -> level > -10 && level < 90);
  }

  @Test
  void aFlatGroundHasNone() {
    assertThat(Levels.of(Grid.of((x, y) -> 7, WIDE, WIDE, 3, 3))).isEmpty();
    assertThat(Levels.of(Grid.of((x, y) -> Double.NaN, WIDE, WIDE, 3, 3))).isEmpty();
  }

  @Test
  void levelsRise() {
    Grid grid = Grid.of((x, y) -> x, WIDE, WIDE, 3, 3);

    assertThatThrownBy(() -> new Contours(grid, List.of(1.0, 1.0)))
        .hasMessage("contours: levels rise, but 1.0 is followed by 1.0");
  }

  @Test
  void aGridHasAValueForEachPoint() {
    assertThatThrownBy(() -> Grid.of(WIDE, WIDE, 2, 3, new double[5]))
        .hasMessage(
            "grid: at least 2 columns and 2 rows and a value for each point, but columns is 2, rows"
                + " is 3 and there are 5 values");
  }
}
