package dev.adjoint.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.Batch;
import dev.adjoint.data.BatchWalk;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.LastBatch;
import dev.adjoint.data.RandomStream;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Processes that have samples of their own, of different numbers.
@Timeout(120)
class OwnSamplesTest {

  private static DataSet part(int rank) {
    DataSet all = SmallRun.data().training();
    return rank == 0
        ? all.select(IntStream.range(0, 45).toArray())
        : all.select(IntStream.range(45, 145).toArray());
  }

  /// Four epochs of five steps: the first part has five batches, the last of five samples.
  private static String byHand() {
    SmallRun run = SmallRun.of(1, part(0));
    Optimizer optimizer = Optimizer.of(Parameters.of(run.model()), new Adam(0.02));
    List<Batches> parts = List.of(batches(part(0)), batches(part(1)));
    long step = 0;
    for (int epoch = 0; epoch < 4; epoch++) {
      BatchWalk first = parts.get(0).walk(epoch, 0);
      BatchWalk second = parts.get(1).walk(epoch, 0);
      while (first.hasNext()) {
        List<Batch> group = List.of(first.next(), second.next());
        step(run, optimizer, group, step++);
      }
      first.close();
      second.close();
    }
    return run.digest();
  }

  private static Batches batches(DataSet part) {
    return Batches.shuffled(part, 10, SmallRun.SEED).withLastBatch(LastBatch.KEEP);
  }

  private static void step(SmallRun run, Optimizer optimizer, List<Batch> group, long step) {
    optimizer.zeroGrad();
    double total = group.stream().mapToDouble(Batch::count).sum();
    for (int i = 0; i < group.size(); i++) {
      Batch batch = group.get(i);
      String purpose = i == 0 ? "layers" : "layers of batch " + i;
      Pass pass = new Pass.Training(RandomStream.of(SmallRun.SEED, purpose, step));
      Tensor loss =
          new CrossEntropyLoss().of(run.model().forward(batch.features(), pass), batch.target());
      loss.multiply(Tensor.scalar((float) (batch.count() / total))).backward();
    }
    optimizer.step();
  }

  @Test
  void aStepHasABatchOfEachProcessAndAnEpochEndsWithTheShortestPart() throws Exception {
    List<String> digests =
        DataParallelTest.onAll(
            2,
            (group, rank) -> {
              SmallRun run = SmallRun.of(1, part(rank));
              try (DataParallel parallel = DataParallel.of(group).withOwnSamples()) {
                run.trainer().sharedWith(parallel);
                run.trainer().fit();
                List<String> found = new ArrayList<>();
                found.add(Long.toString(run.trainer().checkpoint().progress().step()));
                found.add(Digest.sha256(run.trainer().checkpoint().weights()));
                return String.join(" ", found);
              }
            });

    assertThat(digests).containsOnly("20 " + byHand());
  }
}
