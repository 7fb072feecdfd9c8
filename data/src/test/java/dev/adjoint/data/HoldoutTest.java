package dev.adjoint.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HoldoutTest {

  @Test
  void everyRowIsHeldOutByOneFold() {
    int[] times = new int[23];
    for (int fold = 0; fold < 5; fold++) {
      Rows rows = Holdout.fold(fold, 5, 3).rows(23);
      assertThat(rows.validation().length).isBetween(4, 5);
      assertThat(rows.training())
          .doesNotContain(rows.validation())
          .hasSize(23 - rows.validation().length);
      Arrays.stream(rows.validation()).forEach(row -> times[row]++);
    }
    assertThat(times).containsOnly(1);
  }

  @Test
  void everyFoldHasTheSamePartOfEachClass() {
    int[] labels = IntStream.range(0, 60).map(i -> i % 10 == 0 ? 2 : i % 3 == 0 ? 1 : 0).toArray();
    for (int fold = 0; fold < 3; fold++) {
      int[] held = Holdout.fold(fold, 3, 7).rows(labels, 3).validation();
      assertThat(held).hasSize(20);
      for (int label = 0; label < 3; label++) {
        int wanted = label;
        long all = Arrays.stream(labels).filter(each -> each == wanted).count();
        long here = Arrays.stream(held).filter(row -> labels[row] == wanted).count();
        assertThat(here).isBetween(all / 3, all / 3 + 1);
      }
    }
  }

  @Test
  void aClassWithASingleRowIsAlwaysTrainedOn() {
    int[] labels = {0, 0, 0, 1, 0, 0, 0};
    for (int fold = 0; fold < 2; fold++) {
      assertThat(Holdout.fold(fold, 2, 1).rows(labels, 2).training()).contains(3);
    }
  }

  @Test
  void aRandomPartIsThatOfTheRowsThemselves() {
    Rows rows = Holdout.random(0.2, 5).rows(50);
    Rows same = Rows.split(50, 0.2, RandomStream.of(5, "split"));
    assertThat(rows.validation()).isEqualTo(same.validation());
    assertThat(rows.training()).isEqualTo(same.training());
  }

  @Test
  void wrongFoldsAreRefused() {
    assertThatThrownBy(() -> Holdout.fold(0, 1, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "split: there are 1 folds but at least 2 are needed, one to train on and one to hold out; 5 is usual");
    assertThatThrownBy(() -> Holdout.fold(5, 5, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "split: fold 5 of 5 is asked for, but folds are numbered from 0 and there are 2 to 100 of them; 5 is usual");
    assertThatThrownBy(() -> Holdout.fold(0, 5, 1).rows(4))
        .isInstanceOf(DataException.class)
        .hasMessage("folds: 5 folds of 4 rows are not possible; give 2 to 4 folds");
    assertThatThrownBy(() -> Holdout.fold(0, 5, 1).requireRandom("the sun shines"))
        .isInstanceOf(DataException.class)
        .hasMessage("split: folds are drawn at random, but the sun shines; leave out --folds");
  }

  @Test
  void chosenSamplesAreThoseOfTheirRows() {
    Samples all =
        Samples.of(10, i -> Map.of("features", Tensor.of(i, -i), "target", Tensor.of(2 * i)));
    Samples some = new ChosenSamples(all, new int[] {7, 2, 9});
    assertThat(some.count()).isEqualTo(3);
    assertThat(Objects.requireNonNull(some.read(new int[] {2, 0}).get("features")).toFloatArray())
        .containsExactly(9, -9, 7, -7);
    assertThat(some.fingerprint())
        .isNotEqualTo(new ChosenSamples(all, new int[] {7, 2, 8}).fingerprint());
    assertThat(some.labels()).isEmpty();
  }
}
