package dev.adjoint.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Samples that are not in memory.
class SourceTest {

  private static Map<String, Tensor> sample(int i) {
    return Map.of("features", Tensor.of((float) i, -i), "target", Tensor.scalar((long) i));
  }

  private static SampleStream stream(int count) {
    return _ -> IntStream.range(0, count).mapToObj(SourceTest::sample);
  }

  private static List<Long> targets(Iterable<Batch> batches) {
    List<Long> targets = new ArrayList<>();
    for (Batch batch : batches) {
      for (long target : batch.target().toLongArray()) {
        targets.add(target);
      }
    }
    return targets;
  }

  @Test
  void samplesOfAFunctionAreTheSameAsInMemory() {
    Samples samples = Samples.of(23, SourceTest::sample);
    long[] numbers = IntStream.range(0, 23).asLongStream().toArray();
    DataSet memory = DataSet.of(Tensor.zeros(23, 2), Tensor.of(numbers));
    assertThat(targets(Batches.shuffled(samples, 4, 7).epoch(2)))
        .hasSize(23)
        .isEqualTo(targets(Batches.shuffled(memory, 4, 7).epoch(2)));
  }

  @Test
  void aStreamIsShuffledWithinItsBufferAndGoesOnWhereItStopped() {
    Batches batches = Batches.shuffled(stream(50), 7, 9).withShuffleBuffer(10);
    List<Long> whole = targets(batches.epoch(1));
    assertThat(whole)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 50).mapToObj(i -> (long) i).toList())
        .isNotEqualTo(whole.stream().sorted().toList());
    for (int i = 0; i < whole.size(); i++) {
      assertThat(whole.get(i)).as("index %d", i).isLessThan(i + 10L);
    }
    assertThat(targets(batches.epoch(1, 3))).isEqualTo(whole.subList(21, 50));
    assertThat(targets(batches.epoch(1, 8))).isEmpty();
    assertThat(targets(batches.epoch(2))).isNotEqualTo(whole);
    assertThatThrownBy(() -> batches.epoch(1, 9).iterator())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "batches: the stream of epoch 1 has 8 batches but the run continues at batch 9; resume with the same data and batch size");
  }

  @Test
  void aStreamInOrderKeepsItsOrder() {
    assertThat(targets(Batches.inOrder(stream(5), 2).epoch(0))).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void aStreamIsClosedAtItsEndAndWhenItIsBrokenOff() {
    AtomicBoolean closed = new AtomicBoolean();
    SampleStream source =
        _ -> Stream.iterate(0, i -> i + 1).map(SourceTest::sample).onClose(() -> closed.set(true));
    try (BatchWalk walk = Batches.inOrder(source, 4).walk(0, 0)) {
      assertThat(walk.next().count()).isEqualTo(4);
      assertThat(closed).isFalse();
    }
    assertThat(closed).isTrue();
  }

  @Test
  void theLastBatchIsLeftOutWhereThatIsWanted() {
    for (Source source : List.of(Samples.of(9, SourceTest::sample), stream(9))) {
      assertThat(counts(source, 4, LastBatch.KEEP)).containsExactly(4, 4, 1);
      assertThat(counts(source, 4, LastBatch.DROP)).containsExactly(4, 4);
      assertThat(counts(source, 4, LastBatch.DROP_SINGLE)).containsExactly(4, 4);
      assertThat(counts(source, 5, LastBatch.DROP_SINGLE)).containsExactly(5, 4);
      assertThat(counts(source, 1, LastBatch.DROP_SINGLE)).hasSize(9);
    }
  }

  private static List<Integer> counts(Source source, int size, LastBatch last) {
    List<Integer> counts = new ArrayList<>();
    Batches batches = Batches.shuffled(source, size, 1).withLastBatch(last);
    batches.epoch(0).forEach(batch -> counts.add(batch.count()));
    batches.count().ifPresent(count -> assertThat(count).isEqualTo(counts.size()));
    return counts;
  }

  @Test
  void whatAFunctionThrowsArrivesAndNamesNothingElse() {
    Samples broken =
        Samples.of(
            3,
            i -> {
              throw new DataException("sample " + i + " is damaged");
            });
    assertThatThrownBy(() -> targets(Batches.inOrder(broken, 2).epoch(0)))
        .isInstanceOf(DataException.class)
        .hasMessage("sample 0 is damaged");
  }

  @Test
  void samplesOfDifferentShapesAreRefused() {
    Samples uneven = Samples.of(2, i -> Map.of("features", Tensor.zeros(i + 1)));
    assertThatThrownBy(() -> targets(Batches.inOrder(uneven, 2).epoch(0)))
        .hasMessage(
            "batch: field 'features' is F32 [1] in the first sample of the batch but F32 [2] in sample 1; pad or cut the samples to one shape");
  }

  @Test
  void aDataSetHasFieldsOfAnyTypeAndShape() {
    DataSet set =
        DataSet.of(Tensor.zeros(3, 5), Tensor.of(new long[6], Shape.of(3, 2)))
            .with("mask", Tensor.of(true, false, true));
    Batch batch = Batches.inOrder(set, 2).epoch(0).iterator().next();
    assertThat(batch.field("mask").toBooleanArray()).containsExactly(true, false);
    assertThat(batch.target().shape()).isEqualTo(Shape.of(2, 2));
    assertThatThrownBy(() -> batch.field("masks"))
        .hasMessage("batch: there is no field 'masks'; did you mean mask?");
  }

  @Test
  void aSeededRandomGoesOnFromItsState() {
    SeededRandom random = new SeededRandom(3);
    random.nextLong();
    long state = random.state();
    long[] next = random.longs(5).toArray();
    random.restore(state);
    assertThat(random.longs(5).toArray()).isEqualTo(next);
  }
}
