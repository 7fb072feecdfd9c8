package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// `-Dadjoint.seeks=1000` seeks 1,000 times in 5,000 steps.
class TimeLineTest {

  private static final int SEEKS = Integer.getInteger("adjoint.seeks", 60);
  private static final long SEED = 3;
  private static final DataSet MOONS =
      GeneratedSet.MOONS.draw(70, 0.1, RandomStream.of(SEED, "data"));

  /// 5 batches in an epoch, the last one smaller.
  private static final TrainOptions OPTIONS =
      TrainOptions.ofEpochs(SEEKS).withBatch(16).withSeed(SEED);

  private static Layer model() {
    Random random = new Random(SEED);
    return Sequential.of(
        Linear.of(2, 8, random),
        BatchNorm1d.of(8),
        Activation.RELU,
        new Dropout(0.2),
        Linear.of(8, 2, random));
  }

  private static TimeLine line(Layer model, UpdateRule rule, TrainOptions options) {
    return TimeLine.of(model, new CrossEntropyLoss(), Optimizer.of(model, rule), MOONS, options);
  }

  private static List<String> straight(TrainOptions options) {
    Layer model = model();
    List<String> hashes = new ArrayList<>();
    hashes.add(Digest.sha256(Parameters.of(model).stateDict()));
    Trainer.of(model, new CrossEntropyLoss(), Optimizer.of(model, new Adam(0.01)), MOONS, options)
        .listen(event -> {
          if (event instanceof TrainEvent.BatchDone) {
            hashes.add(Digest.sha256(Parameters.of(model).stateDict()));
          }
        })
        .fit();
    return hashes;
  }

  @Test
  void randomSeeksGiveTheHashesOfAStraightRun() {
    List<String> hashes = straight(OPTIONS);
    TimeLine line = line(model(), new Adam(0.01), OPTIONS).withMemory(40_000);
    assertThat(line.end()).hasValue(5L * SEEKS);
    assertThat(hashes).hasSize(5 * SEEKS + 1).doesNotHaveDuplicates();
    Random random = new Random(SEED);
    for (int i = 0; i < SEEKS; i++) {
      int step = random.nextInt(hashes.size());
      assertThat(line.seek(step).hash())
          .as("seed %d, seek %d", SEED, i)
          .isEqualTo(hashes.get(step));
      assertThat(line.step()).isEqualTo(step);
    }
    assertThat(line.keyFrames()).hasSizeLessThanOrEqualTo(20).startsWith(0L);
  }

  @Test
  void oneStepBackAndForthChangesNothing() {
    TimeLine line = line(model(), new Adam(0.01), OPTIONS).seek(23);
    String there = line.hash();
    String before = line.back().hash();
    assertThat(before).isNotEqualTo(there);
    line.next();
    assertThat(line.hash()).isEqualTo(there);
  }

  @Test
  void accumulatedBatchesAreStepsOfTheTrainerToo() {
    TrainOptions options =
        TrainOptions.ofEpochs(4).withBatch(16).withSeed(SEED).withAccumulation(2);
    List<String> hashes = straight(options);
    TimeLine line = line(model(), new Adam(0.01), options);
    assertThat(line.end()).hasValue(hashes.size() - 1L);
    for (int step : new int[] {7, 12, 3}) {
      assertThat(line.seek(step).hash()).isEqualTo(hashes.get(step));
    }
    assertThat(line.batches()).hasSize(2);
  }

  @Test
  void aCheckpointIsAKeyFrameOfItsRun() {
    Layer model = model();
    Trainer trainer =
        Trainer.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(model, new Adam(0.01)),
            MOONS,
            TrainOptions.ofEpochs(3).withBatch(16).withSeed(SEED));
    trainer.fit();
    TimeLine line = line(model(), new Adam(0.01), OPTIONS).with(trainer.checkpoint());
    assertThat(line.step()).isZero();
    assertThat(line.keyFrames()).containsExactly(0L, 15L);
    assertThat(line.seek(17).hash())
        .isEqualTo(line(model(), new Adam(0.01), OPTIONS).seek(17).hash());
  }

  @Test
  void aBranchGoesOnFromTheSameBitsWithItsOwnSettings() {
    TimeLine line = line(model(), new Adam(0.01), OPTIONS).seek(20);
    String start = line.hash();
    TimeLine same = line(model(), new Adam(0.01), OPTIONS).branchedFrom(line);
    TimeLine faster = line(model(), new Adam(0.1), OPTIONS).branchedFrom(line);
    TimeLine plain = line(model(), new Sgd(0.1), OPTIONS).branchedFrom(line);
    assertThat(List.of(same.hash(), faster.hash(), plain.hash())).containsOnly(start);
    line.next();
    same.next();
    faster.next();
    plain.next();
    assertThat(same.hash()).isEqualTo(line.hash());
    assertThat(faster.hash()).isNotEqualTo(line.hash());
    assertThat(plain.hash()).isNotEqualTo(faster.hash());
    assertThat(faster.seek(20).hash()).isEqualTo(start);
    assertThatThrownBy(() -> faster.seek(19))
        .hasMessage(
            "time line: step 19 is asked for but the run has the steps 20 to %d; choose one of them"
                .formatted(5 * SEEKS));
  }

  @Test
  void theNextBatchIsShownWithoutTakingTheStep() {
    TimeLine line = line(model(), new Adam(0.01), OPTIONS).seek(8);
    String before = line.hash();
    int[] rows = line.batches().getFirst().rows();
    assertThat(line.batches().getFirst().rows()).isEqualTo(rows);
    assertThat(line.hash()).isEqualTo(before);
    assertThat(line.random(0).nextLong()).isEqualTo(line.random(0).nextLong());
  }

  @Test
  void theRunEndsWithItsLastStep() {
    TimeLine line =
        line(model(), new Adam(0.01), TrainOptions.ofEpochs(1).withBatch(16).withSeed(SEED));
    line.seek(5);
    assertThatThrownBy(line::next)
        .hasMessage("time line: the run ends with step 5; go back, or branch with more epochs");
    assertThatThrownBy(() -> line.seek(-1))
        .hasMessage(
            "time line: step -1 is asked for but the run has the steps 0 to 5; choose one of them");
  }
}
