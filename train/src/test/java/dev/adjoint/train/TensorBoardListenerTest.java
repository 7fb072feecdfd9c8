package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Split;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.formats.tensorboard.EventFile;
import dev.adjoint.formats.tensorboard.EventWriter;
import dev.adjoint.formats.tensorboard.LogContent;
import dev.adjoint.formats.tensorboard.LogEvent;
import dev.adjoint.formats.tensorboard.LogRuns;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.metric.Accuracy;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardListenerTest {

  @TempDir private Path folder;

  @Test
  void writesEachStepAndEachEpoch() throws IOException {
    Linear model = Linear.of(2, 2, RandomStream.of(1, "weights"));
    Split data =
        GeneratedSet.MOONS
            .draw(100, 0.1, RandomStream.of(1, "data"))
            .split(0.2, RandomStream.of(1, "split"));
    Trainer trainer =
        Trainer.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(model, new Adam(0.01)),
            data.training(),
            TrainOptions.ofEpochs(2)
                .withBatch(20)
                .withValidation(data.validation())
                .withMetrics(new Accuracy()));
    Path file;
    try (EventWriter events = EventWriter.in(folder)) {
      trainer.listen(new TensorBoardListener(events, model)).fit();
      file = events.file();
    }

    Map<String, List<LogRuns.Point>> curves =
        Objects.requireNonNull(LogRuns.read(folder).curves().get("."));
    assertThat(curves.keySet())
        .containsExactly(
            "epoch/accuracy", "epoch/loss", "train/loss", "validation/accuracy", "validation/loss");
    assertThat(Objects.requireNonNull(curves.get("train/loss")).stream().map(LogRuns.Point::step))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    EpochRecord second = trainer.history().get(1);
    LogRuns.Point last = Objects.requireNonNull(curves.get("validation/loss")).get(1);
    assertThat(last.step()).isEqualTo(8);
    assertThat(last.value()).isEqualTo((double) (float) second.validation().orElseThrow().loss());
    List<LogContent> contents = EventFile.readAll(file).stream().map(LogEvent::content).toList();
    assertThat(contents)
        .filteredOn(LogContent.Distribution.class::isInstance)
        .extracting(content -> ((LogContent.Distribution) content).tag())
        .containsExactly("weights/weight", "weights/bias", "weights/weight", "weights/bias");
    assertThat(contents.getLast()).isEqualTo(new LogContent.Ended(true));
  }
}
