package dev.adjoint.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.RandomStream;
import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.distributed.collective.ThreadCollective;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DataParallelTest {

  /// 145 training samples in batches of 10: steps of 1 … 6 batches of 15, the last one of 5.
  @ParameterizedTest
  @CsvSource({"1,1", "4,1", "1,2", "2,2", "4,2", "4,3", "6,4", "3,4"})
  void anyNumberOfWorkersEndsInTheBitsOfOneMachine(int accumulation, int workers) throws Exception {
    SmallRun alone = SmallRun.of(accumulation, SmallRun.data().training());
    alone.trainer().fit();

    assertThat(together(workers, accumulation, UnaryOperator.identity()))
        .hasSize(workers)
        .containsOnly(alone.everything());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 1000})
  void bucketsDoNotChangeTheResult(long bytes) throws Exception {
    SmallRun alone = SmallRun.of(2, SmallRun.data().training());
    alone.trainer().fit();

    assertThat(together(2, 2, parallel -> parallel.withBuckets(bytes)))
        .containsOnly(alone.everything());
  }

  @Test
  void theRingGivesAllWorkersTheSameBitsInEveryRun() throws Exception {
    List<String> first = together(3, 6, parallel -> parallel.with(GradientOrder.RING));
    List<String> second = together(3, 6, parallel -> parallel.with(GradientOrder.RING));

    assertThat(first).containsOnly(first.getFirst()).isEqualTo(second);
  }

  @Test
  void theRingLearnsWhatOneMachineLearns() throws Exception {
    SmallRun alone = SmallRun.of(2, SmallRun.data().training());
    alone.trainer().fit();
    double loss = alone.trainer().history().getLast().latest().loss();

    List<Double> losses =
        onAll(
            2,
            (group, _) -> {
              SmallRun run = SmallRun.of(2, SmallRun.data().training());
              try (DataParallel parallel = DataParallel.of(group).with(GradientOrder.RING)) {
                run.trainer().sharedWith(parallel).fit();
              }
              return run.trainer().history().getLast().latest().loss();
            });

    assertThat(losses).allSatisfy(each -> assertThat(each).isCloseTo(loss, Offset.offset(1e-4)));
  }

  @Test
  void otherWeightsAreRefused() throws Exception {
    List<String> errors =
        onAll(
            2,
            (group, rank) -> {
              SmallRun run = SmallRun.of(2, SmallRun.data().training());
              if (rank == 1) {
                run.model()
                    .forward(Tensor.zeros(4, 2), new Pass.Training(RandomStream.of(1, "layers")));
              }
              try (DataParallel parallel = DataParallel.of(group)) {
                return message(run.trainer(), parallel);
              }
            });

    assertThat(errors)
        .allSatisfy(error ->
            assertThat(error)
                .matches(
                    "train: process 1 differs from process 0 in its weights: [0-9a-f]{16} and [0-9a-f]{16}; build the model from the same seed and give all processes the same options"));
  }

  @Test
  void otherOptionsAreRefused() throws Exception {
    List<String> errors =
        onAll(
            2,
            (group, rank) -> {
              SmallRun run = SmallRun.of(2 + rank, SmallRun.data().training());
              try (DataParallel parallel = DataParallel.of(group)) {
                return message(run.trainer(), parallel);
              }
            });

    assertThat(errors)
        .containsOnly(
            "train: process 1 differs from process 0 in its accumulation: 3 and 2; build the model from the same seed and give all processes the same options");
  }

  private static String message(Trainer trainer, DataParallel parallel) {
    try {
      trainer.sharedWith(parallel);
      return "no error";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void bucketsHaveASize() {
    DataParallel parallel = DataParallel.of(ThreadCollective.of(1).getFirst());
    assertThatThrownBy(() -> parallel.withBuckets(0))
        .hasMessage("distributed: a bucket has 0 bytes but must have at least 1; 25 MB is usual");
    parallel.close();
  }

  @Test
  void theRunSaysWhatCommunicationCost() throws Exception {
    List<Communication> costs =
        onAll(
            2,
            (group, _) -> {
              SmallRun run = SmallRun.of(2, SmallRun.data().training());
              try (DataParallel parallel = DataParallel.of(group)) {
                assertThat(parallel.workers()).extracting(Worker::rank).containsExactly(0, 1);
                run.trainer().sharedWith(parallel).fit();
                return parallel.communication();
              }
            });

    // 4 epochs of 8 steps; 2·16 + 16 + 2·16 + 16·2 + 2 = 114 parameters in 6 arrays, 4 bytes each.
    assertThat(costs)
        .allSatisfy(cost -> {
          assertThat(cost.bytes()).isEqualTo(4L * 8 * (114 + 6) * 4);
          assertThat(cost.busySeconds()).isPositive();
          assertThat(cost.waitedSeconds()).isPositive();
        });
  }

  private static List<String> together(
      int workers, int accumulation, UnaryOperator<DataParallel> setting) throws Exception {
    return onAll(
        workers,
        (group, _) -> {
          SmallRun run = SmallRun.of(accumulation, SmallRun.data().training());
          try (DataParallel parallel = setting.apply(DataParallel.of(group))) {
            run.trainer().sharedWith(parallel).fit();
          }
          return run.everything();
        });
  }

  static <T> List<T> onAll(int workers, BiFunction<Collective, Integer, T> work) throws Exception {
    List<Collective> ranks = ThreadCollective.of(workers);
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int rank = 0; rank < workers; rank++) {
        int own = rank;
        calls.add(() -> work.apply(ranks.get(own), own));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
