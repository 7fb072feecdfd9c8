package dev.adjoint.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CheckpointsTest {

  @TempDir private Path folder;

  /// Trains until a process is stopped after some steps, which stops all.
  private List<String> run(int workers, int stopAfter) throws Exception {
    return DataParallelTest.onAll(
        workers,
        (group, rank) -> {
          SmallRun run = SmallRun.of(4, SmallRun.data().training());
          try (DataParallel parallel = DataParallel.of(group)) {
            run.trainer().sharedWith(parallel);
            Checkpoints checkpoints = new Checkpoints(folder, 3);
            checkpoints.resume(run.trainer(), parallel);
            checkpoints.write(run.trainer(), parallel);
            run.trainer()
                .listen(event -> {
                  boolean isLast = rank == workers - 1;
                  if (isLast
                      && event instanceof TrainEvent.BatchDone done
                      && done.progress().step() == stopAfter) {
                    run.trainer().stop();
                  }
                });
            run.trainer().fit();
            return run.everything();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aRunGoesOnWithAnotherNumberOfProcessesAndTheSameBits() throws Exception {
    SmallRun alone = SmallRun.of(4, SmallRun.data().training());
    alone.trainer().fit();

    run(3, 7);
    assertThat(files()).containsExactly("checkpoint-3.safetensors", "checkpoint-6.safetensors");
    run(1, 11);
    assertThat(run(2, -1)).containsOnly(alone.everything());
    assertThat(files()).containsExactly("checkpoint-12.safetensors", "checkpoint-15.safetensors");
  }

  @Test
  void aDamagedFileIsPassedOver() throws Exception {
    SmallRun alone = SmallRun.of(4, SmallRun.data().training());
    alone.trainer().fit();
    run(2, 7);
    Path newest = folder.resolve("checkpoint-6.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 5] ^= 1;
    Files.write(newest, bytes);
    Files.writeString(folder.resolve("checkpoint-9.safetensors"), "cut");

    assertThat(run(2, -1)).containsOnly(alone.everything());
  }

  @Test
  void theNumberOfStepsIsChecked() {
    assertThatThrownBy(() -> new Checkpoints(folder, 0))
        .hasMessage(
            "distributed: a checkpoint is written after 0 steps but must be after at least 1; 500 is usual");
  }
}
