package dev.adjoint.cli.run;

import dev.adjoint.cli.CommandException;
import dev.adjoint.data.RandomStream;
import dev.adjoint.formats.AtomicFile;
import dev.adjoint.formats.Safetensors;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Sequential;
import dev.adjoint.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The files of a run in one folder, each written whole or not at all.
record RunFolder(Path path) {

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
      throw new CommandException(
          "out: the folder %s cannot be written (%s); choose another one with --out or free some space"
              .formatted(path, reason(e)),
          e);
    }
  }

  /// The first folder `runs/NAME`, `runs/NAME-2`, … that is not there yet.
  static Path fresh(String name) {
    Path runs = Path.of("runs");
    Path path = runs.resolve(name);
    for (int number = 2; Files.exists(path); number++) {
      path = runs.resolve("%s-%d".formatted(name, number));
    }
    return path;
  }

  static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    String text = e.getMessage() == null ? "" : ": " + e.getMessage();
    return kind.replace(" Exception", "").toLowerCase(Locale.ROOT) + text;
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
              .formatted(file(name), reason(e)),
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
