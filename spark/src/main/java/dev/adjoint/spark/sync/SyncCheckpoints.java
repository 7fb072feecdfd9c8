package dev.adjoint.spark.sync;

import dev.adjoint.spark.cluster.ClusterFiles;
import dev.adjoint.train.TrainEvent;
import dev.adjoint.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Checkpoints of a trainer in a folder of any Hadoop file system: `step-00000100`, …, of which the
/// newest two are kept. Each carries its checksum; a damaged one is passed over for the one before.
record SyncCheckpoints(ClusterFiles folder) {

  private static final String PREFIX = "step-";
  private static final int KEPT = 2;

  /// A checkpoint.
  ///
  /// @param name of the file; empty where there is none
  /// @param content what a trainer saved
  record Found(String name, byte[] content) {}

  /// The newest whole checkpoint.
  Found newest() {
    for (String name : names().reversed()) {
      Optional<byte[]> content = folder.readChecked(name);
      if (content.isPresent()) {
        return new Found(name, content.get());
      }
    }
    return new Found("", new byte[0]);
  }

  /// Makes a trainer write a checkpoint after every so many steps.
  void write(Trainer trainer, int every) {
    trainer.listen(event -> {
      if (event instanceof TrainEvent.BatchDone done && done.progress().step() % every == 0) {
        write(trainer, done.progress().step());
      }
    });
  }

  private void write(Trainer trainer, long step) {
    try {
      Path file = Files.createTempFile("adjoint-checkpoint", ".safetensors");
      try {
        trainer.save(file);
        folder.writeChecked(PREFIX + "%08d".formatted(step), Files.readAllBytes(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "checkpoint: no temporary file can be written on the machine of worker 0", e);
    }
    List<String> names = names();
    names.subList(0, Math.max(0, names.size() - KEPT)).forEach(folder::delete);
  }

  private List<String> names() {
    return folder.names().stream().filter(name -> name.matches(PREFIX + "\\d+")).toList();
  }
}
