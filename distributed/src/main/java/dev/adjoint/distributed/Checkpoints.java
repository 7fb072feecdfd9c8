package dev.adjoint.distributed;

import dev.adjoint.train.Checkpoint;
import dev.adjoint.train.TrainEvent;
import dev.adjoint.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The checkpoints of a run of several processes, in a folder that process 0 can reach; the others
/// get their contents from it.
///
/// ```java
/// Checkpoints checkpoints = new Checkpoints(Path.of("runs/digits"), 500);
/// checkpoints.resume(trainer, parallel);
/// checkpoints.write(trainer, parallel);
/// trainer.fit();
/// ```
///
/// A file is written under a temporary name, forced to disk and renamed, and has a checksum. The
/// last two are kept. A run that was killed and resumed ends with the bits of one that was not.
///
/// @param folder where process 0 keeps them; it is made if it is missing
/// @param every a checkpoint is written after so many steps
public record Checkpoints(Path folder, long every) {

  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})\\.safetensors");
  private static final int KEPT = 2;

  /// Checks the range.
  public Checkpoints {
    if (every < 1) {
      throw new IllegalArgumentException(
          "distributed: a checkpoint is written after %d steps but must be after at least 1; 500 is usual"
              .formatted(every));
    }
  }

  /// Makes process 0 write checkpoints from now on.
  public void write(Trainer trainer, DataParallel parallel) {
    if (parallel.rank() != 0) {
      return;
    }
    trainer.listen(event -> {
      if (event instanceof TrainEvent.BatchDone done && done.progress().step() % every == 0) {
        write(trainer, done.progress().step());
      }
    });
  }

  private void write(Trainer trainer, long step) {
    try {
      Files.createDirectories(folder);
      trainer.save(folder.resolve("checkpoint-%d.safetensors".formatted(step)));
      List<Path> files = newestFirst();
      for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "distributed: the checkpoint of step %d cannot be written to %s: %s"
              .formatted(step, folder, e.getMessage()),
          e);
    }
  }

  /// Continues from the newest checkpoint that can be read, if there is one. All processes call
  /// this, after [Trainer#sharedWith].
  ///
  /// @return the steps that are done, 0 without a checkpoint
  /// @throws IOException if the files cannot be listed
  /// @throws IllegalArgumentException naming what is different, if the checkpoint is of another run
  public long resume(Trainer trainer, DataParallel parallel) throws IOException {
    byte[] content = new byte[0];
    if (parallel.rank() == 0) {
      Optional<Path> newest = newestThatCanBeRead();
      content = newest.isPresent() ? Files.readAllBytes(newest.get()) : content;
    }
    content = parallel.fromFirst(content);
    if (content.length == 0) {
      return 0;
    }
    Path copy = Files.createTempFile("checkpoint", ".safetensors");
    try {
      Files.write(copy, content);
      Checkpoint checkpoint = Checkpoint.read(copy);
      trainer.resume(checkpoint);
      return checkpoint.progress().step();
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /// A file that was damaged is passed over: the one before it continues the same run.
  private Optional<Path> newestThatCanBeRead() throws IOException {
    for (Path file : newestFirst()) {
      try {
        Checkpoint.read(file);
        return Optional.of(file);
      } catch (IOException _) {
        // The next one is older, and continues the same run.
      }
    }
    return Optional.empty();
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> step(file) >= 0)
          .sorted(Comparator.comparingLong(Checkpoints::step).reversed())
          .toList();
    }
  }

  private static long step(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }
}
