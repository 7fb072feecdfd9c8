package dev.adjoint.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void splitHoldsOutTheFractionAndLosesNoRow() {
    Rows rows = Rows.split(10, 0.2, RandomStream.of(1, "split"));
    assertThat(rows.validation()).hasSize(2).isSorted();
    assertThat(rows.training()).hasSize(8).isSorted();
    int[] all =
        IntStream.concat(Arrays.stream(rows.training()), Arrays.stream(rows.validation()))
            .sorted()
            .toArray();
    assertThat(all).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void splitAlwaysLeavesOneRowOnEachSide() {
    assertThat(Rows.split(2, 0.01, RandomStream.of(1, "split")).validation()).hasSize(1);
    assertThat(Rows.split(2, 0.99, RandomStream.of(1, "split")).training()).hasSize(1);
  }

  @Test
  void theSeedDecidesTheSplit() {
    Rows first = Rows.split(100, 0.2, RandomStream.of(1, "split"));
    assertThat(Rows.split(100, 0.2, RandomStream.of(1, "split")).validation())
        .isEqualTo(first.validation());
    assertThat(Rows.split(100, 0.2, RandomStream.of(2, "split")).validation())
        .isNotEqualTo(first.validation());
  }

  @Test
  void stratifiedHoldsOutTheSamePartOfEachClass() {
    int[] labels = IntStream.range(0, 100).map(i -> i < 50 ? 0 : i < 80 ? 1 : 2).toArray();
    Rows rows = Rows.stratified(labels, 3, 0.2, RandomStream.of(1, "split"));
    assertThat(counts(labels, rows.validation(), 3)).containsExactly(10, 6, 4);
    assertThat(counts(labels, rows.training(), 3)).containsExactly(40, 24, 16);
  }

  @Test
  void stratifiedSharesTheTotalByLargestRemainder() {
    // 7 rows hold out round(2.1) = 2: shares 2·4/7 = 1.14 and 2·3/7 = 0.86, so one of each class.
    int[] labels = {0, 0, 0, 0, 1, 1, 1};
    Rows rows = Rows.stratified(labels, 2, 0.3, RandomStream.of(5, "split"));
    assertThat(counts(labels, rows.validation(), 2)).containsExactly(1, 1);
  }

  @Test
  void aClassWithASingleRowStaysInTraining() {
    int[] labels = {0, 0, 0, 0, 0, 0, 1};
    for (long seed = 0; seed < 20; seed++) {
      Rows rows = Rows.stratified(labels, 2, 0.5, RandomStream.of(seed, "split"));
      assertThat(rows.training()).contains(6);
    }
  }

  @Test
  void classesOfSingleRowsAreNeverHeldOut() {
    Rows rows = Rows.stratified(new int[] {0, 1, 2}, 3, 0.5, RandomStream.of(1, "split"));
    assertThat(rows.training()).containsExactly(0, 1, 2);
    assertThat(rows.validation()).isEmpty();
  }

  @Test
  void aFractionOutsideItsRangeIsRefused() {
    for (double fraction : new double[] {0, 1, -0.5}) {
      assertThatThrownBy(() -> Rows.split(10, fraction, RandomStream.of(1, "split")))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "split: the part to hold out must lie between 0 and 1, both excluded, but is "
                  + fraction
                  + "; 0.2 holds out one row in five");
    }
  }

  @Test
  void oneRowCannotBeSplit() {
    assertThatThrownBy(() -> Rows.split(1, 0.2, RandomStream.of(1, "split")))
        .hasMessage(
            "split: at least 2 rows are needed, one to train on and one to hold out, but there is 1; supply more rows");
  }

  private static int[] counts(int[] labels, int[] rows, int classes) {
    int[] counts = new int[classes];
    Arrays.stream(rows).forEach(row -> counts[labels[row]]++);
    return counts;
  }
}
