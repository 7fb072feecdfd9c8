package dev.adjoint.cli.run;

import dev.adjoint.cli.CommandException;
import dev.adjoint.data.RandomStream;
import dev.adjoint.formats.AtomicFile;
import dev.adjoint.formats.Safetensors;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Sequential;
import dev.adjoint.train.Checkpoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of a run in one folder, each written whole or not at all.
record RunFolder(Path path) {

  /// Where the time went, for a browser's trace viewer.
  static final String TRACE = "trace.json";

  /// Every file that a run can leave.
  private static final List<String> FILES =
      Stream.concat(
              Stream.of(
                  "model.json",
                  "model.safetensors",
                  "checkpoint.safetensors",
                  "metrics.json",
                  "report.html",
                  TRACE),
              Stream.of("loss", "accuracy", "mae", "boundary", "fit", "confusion")
                  .flatMap(name -> Stream.of(name + ".svg", name + ".png")))
          .toList();

  /// A folder that can be written, made now if it is not there.
  ///
  /// @throws CommandException naming the folder and the reason, before any work is lost on it
  static RunFolder create(Path path) {
    try {
      Files.createDirectories(path);
      Path probe = Files.createTempFile(path, ".probe", ".tmp");
      Files.delete(probe);
      return new RunFolder(path);
    } catch (IOException e) {
      throw CommandException.unwritable(path, e);
    }
  }

  /// Makes the first folder `runs/NAME`, `runs/NAME-2`, … that is not there yet; two runs that
  /// begin together get two.
  static RunFolder fresh(String name) {
    Path runs = Path.of("runs");
    try {
      Files.createDirectories(runs);
      for (int number = 1; true; number++) {
        try {
          return new RunFolder(
              Files.createDirectory(runs.resolve(number == 1 ? name : name + "-" + number)));
        } catch (FileAlreadyExistsException _) {
          // The next number.
        }
      }
    } catch (IOException e) {
      throw CommandException.unwritable(runs, e);
    }
  }

  /// Puts the files of an earlier run in this folder into `earlier`, so that whatever happens to
  /// the next one loses nothing.
  ///
  /// @return where they are now, if there was an earlier run
  Optional<Path> setAside() {
    if (!Files.exists(file("model.json"))) {
      return Optional.empty();
    }
    Path earlier = file("earlier");
    try {
      Files.createDirectories(earlier);
      for (String name : FILES) {
        if (Files.exists(file(name))) {
          Files.move(file(name), earlier.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.deleteIfExists(earlier.resolve(name));
        }
      }
    } catch (IOException e) {
      throw CommandException.unwritable(path, e);
    }
    return Optional.of(earlier);
  }

  Path file(String name) {
    return path.resolve(name);
  }

  void write(String name, String text) {
    write(name, () -> AtomicFile.write(file(name), text));
  }

  void write(String name, byte[] bytes) {
    write(name, () -> AtomicFile.write(file(name), bytes));
  }

  void writeWeights(Parameters parameters) {
    String name = "model.safetensors";
    Safetensors weights = new Safetensors(parameters.stateDict(), Map.of("format", "pt"));
    write(name, () -> weights.write(file(name)));
  }

  void writeCheckpoint(Checkpoint checkpoint) {
    String name = "checkpoint.safetensors";
    write(name, () -> checkpoint.write(file(name)));
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void write(String name, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new CommandException(
          "out: %s cannot be written (%s); free some space or choose another folder with --out. What was saved before is whole"
              .formatted(file(name), CommandException.reason(e)),
          e);
    }
  }

  SavedModel model() throws IOException {
    return SavedModel.read(file("model.json"));
  }

  /// The network with the weights of the run.
  Sequential network(SavedModel saved) throws IOException {
    Path file = file("model.safetensors");
    if (!Files.exists(file)) {
      throw new CommandException(
          "model: there is no %s; the run in %s has not finished, go on with adjoint train --resume --out %s"
              .formatted(file, path, path));
    }
    Sequential network =
        saved.architecture().build(RandomStream.of(saved.settings().seed(), "weights"));
    try {
      Parameters.of(network).loadStateDict(Safetensors.read(file).tensors());
    } catch (IllegalArgumentException e) {
      throw new CommandException(file + ": " + e.getMessage(), e);
    }
    return network;
  }

  /// The checkpoint to go on from.
  Checkpoint checkpoint() throws IOException {
    Path file = file("checkpoint.safetensors");
    if (!Files.exists(file)) {
      throw new CommandException(
          "resume: there is no %s; give the folder of a run with --out, or start anew without --resume"
              .formatted(file));
    }
    return Checkpoint.read(file);
  }
}
