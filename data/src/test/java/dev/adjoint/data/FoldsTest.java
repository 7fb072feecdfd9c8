package dev.adjoint.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

  @Test
  void everyRowValidatesOnce() {
    List<Integer> validated = new ArrayList<>();
    for (Rows fold : Rows.folds(11, 4, new SplittableRandom(1))) {
      assertThat(fold.validation().length).isBetween(2, 3);
      assertThat(fold.training().length + fold.validation().length).isEqualTo(11);
      for (int row : fold.validation()) {
        validated.add(row);
        assertThat(fold.training()).doesNotContain(row);
      }
    }
    assertThat(validated)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 11).boxed().toList());
  }

  @Test
  void classesAreSpreadEvenly() {
    int[] labels = {0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2};
    DataSet data =
        DataSet.of(
                Tensor.zeros(Shape.of(12, 2)),
                Tensor.of(Arrays.stream(labels).asLongStream().toArray()))
            .withClasses(List.of("a", "b", "c"));
    List<Split> folds = data.folds(3, new SplittableRandom(2));
    assertThat(folds).hasSize(3);
    for (Split fold : folds) {
      int[] held = fold.validation().target().toIntArray();
      Arrays.sort(held);
      assertThat(held).containsExactly(0, 0, 1, 2);
      assertThat(fold.training().count()).isEqualTo(8);
    }
  }

  @Test
  void aNumberOfFoldsThatCannotBeIsRefused() {
    assertThatThrownBy(() -> Rows.folds(3, 4, new SplittableRandom(1)))
        .isInstanceOf(DataException.class)
        .hasMessage("folds: 4 folds of 3 rows are not possible; give 2 to 3 folds");
  }
}
