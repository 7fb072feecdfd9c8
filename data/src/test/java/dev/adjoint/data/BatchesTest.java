package dev.adjoint.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static DataSet numbered(int count) {
    float[] features = new float[2 * count];
    float[] target = new float[count];
    for (int i = 0; i < count; i++) {
      features[2 * i] = i;
      features[2 * i + 1] = -i;
      target[i] = 10 * i;
    }
    return new DataSet(
        Tensor.of(features, Shape.of(count, 2)),
        Tensor.of(target, Shape.of(count, 1)),
        List.of(),
        List.of("x", "y"));
  }

  private static List<Batch> all(Iterable<Batch> batches) {
    List<Batch> list = new ArrayList<>();
    batches.forEach(list::add);
    return list;
  }

  @Test
  void twoThousandSamplesInBatchesOf64Are32BatchesTheLastOf16() {
    Batches batches = Batches.shuffled(numbered(2000), 64, 1);
    List<Batch> epoch = all(batches.epoch(0));
    assertThat(batches.count()).hasValue(32);
    assertThat(epoch).hasSize(32);
    assertThat(epoch.subList(0, 31)).allMatch(batch -> batch.count() == 64);
    assertThat(epoch.getLast().count()).isEqualTo(16);
    assertThat(epoch.getLast().features().shape()).isEqualTo(Shape.of(16, 2));
  }

  @Test
  void everySampleComesOnceAndKeepsItsTarget() {
    List<Integer> seen = new ArrayList<>();
    for (Batch batch : Batches.shuffled(numbered(37), 5, 1).epoch(3)) {
      float[] x = batch.features().toFloatArray();
      float[] y = batch.target().toFloatArray();
      for (int i = 0; i < batch.count(); i++) {
        int row = batch.rows()[i];
        seen.add(row);
        assertThat(x[2 * i]).isEqualTo(row);
        assertThat(x[2 * i + 1]).isEqualTo(-row);
        assertThat(y[i]).isEqualTo(10f * row);
      }
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 37).boxed().toList());
  }

  @Test
  void theOrderDependsOnSeedAndEpochAlone() {
    Batches batches = Batches.shuffled(numbered(50), 7, 9);
    int[] third = batches.order(3);
    batches.order(0);
    assertThat(batches.order(3)).isEqualTo(third);
    assertThat(Batches.shuffled(numbered(50), 11, 9).order(3)).isEqualTo(third);
    assertThat(batches.order(4)).isNotEqualTo(third);
    assertThat(Batches.shuffled(numbered(50), 7, 10).order(3)).isNotEqualTo(third);
  }

  @Test
  void anEpochGoesOnExactlyWhereItStopped() {
    Batches batches = Batches.shuffled(numbered(50), 7, 9);
    List<Batch> whole = all(batches.epoch(2));
    List<Batch> rest = all(Batches.shuffled(numbered(50), 7, 9).epoch(2, 3));
    assertThat(rest).hasSize(5);
    for (int i = 0; i < rest.size(); i++) {
      assertThat(rest.get(i).index()).isEqualTo(i + 3);
      assertThat(rest.get(i).rows()).isEqualTo(whole.get(i + 3).rows());
    }
    assertThat(all(batches.epoch(2, 8))).isEmpty();
  }

  @Test
  void inOrderKeepsTheOrderOfTheData() {
    List<Integer> rows = new ArrayList<>();
    Batches.inOrder(numbered(5), 2)
        .epoch(7)
        .forEach(b -> Arrays.stream(b.rows()).forEach(rows::add));
    assertThat(rows).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void labelsStayWholeNumbers() {
    DataSet data =
        new DataSet(
            Tensor.of(new float[] {1, 2, 3}, Shape.of(3, 1)),
            Tensor.of(new long[] {1, 0, 1}, Shape.of(3)),
            List.of("a", "b"),
            List.of("x"));
    Batch batch = Batches.inOrder(data, 2).epoch(0).iterator().next();
    assertThat(batch.target().toLongArray()).containsExactly(1, 0);
    assertThat(batch.target().shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void aBatchSizeBelowOneIsRefused() {
    assertThatThrownBy(() -> Batches.shuffled(numbered(3), 0, 1))
        .isInstanceOf(DataException.class)
        .hasMessage("batches: a batch holds at least 1 sample but its size is 0; choose 1 or more");
  }

  @Test
  void noSamplesAreRefused() {
    assertThatThrownBy(() -> Batches.shuffled(numbered(0), 1, 1))
        .hasMessage("batches: the data set has no samples; supply at least one");
  }

  @Test
  void aBatchBeyondTheEpochIsRefused() {
    assertThatThrownBy(() -> Batches.shuffled(numbered(10), 4, 1).epoch(0, 4))
        .hasMessage(
            "batches: an epoch has batches 0 … 2 but the run continues at batch 4; resume with the same data and batch size");
  }
}
