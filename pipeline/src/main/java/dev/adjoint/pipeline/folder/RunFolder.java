package dev.adjoint.pipeline.folder;

import dev.adjoint.data.RandomStream;
import dev.adjoint.formats.AtomicFile;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.Safetensors;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.network.Architecture;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Checkpoint;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of a run in one folder. Each is written whole or not at all.
///
/// @param path the folder
public record RunFolder(Path path) {

  /// The time of each operation of a profiled run, for the trace viewer of a browser.
  public static final String TRACE = "trace.json";

  /// The subfolder of event files.
  public static final String TENSORBOARD = "tensorboard";

  /// What the model is.
  public static final String MODEL = "model.json";

  private static final String METRICS = "metrics.json";
  private static final String BRANCH = "branch.safetensors";

  /// The weights of the best epoch.
  public static final String WEIGHTS = "model.safetensors";

  private static final String CHECKPOINT = "checkpoint.safetensors";

  /// Every file that a run can leave.
  static final List<String> FILES =
      Stream.concat(
              Stream.of(
                  MODEL,
                  WEIGHTS,
                  CHECKPOINT,
                  BRANCH,
                  METRICS,
                  "report.html",
                  "report.zh.html",
                  TRACE),
              Stream.of(
                      "loss",
                      "accuracy",
                      "mae",
                      "boundary",
                      "fit",
                      "confusion",
                      "roc",
                      "precision-recall",
                      "calibration",
                      "errors",
                      "residuals",
                      "importance")
                  .flatMap(name -> Stream.of(name + ".svg", name + ".png")))
          .toList();

  /// A folder that can be written; it is made now if it is not there.
  ///
  /// @throws RunException naming the folder and the reason, before any work is lost on it
  public static RunFolder create(Path path) {
    try {
      Files.createDirectories(path);
      Path probe = Files.createTempFile(path, ".probe", ".tmp");
      Files.delete(probe);
      return new RunFolder(path);
    } catch (AccessDeniedException e) {
      throw RunException.unwritable(path, new AccessDeniedException(path.toString()));
    } catch (IOException e) {
      throw RunException.unwritable(path, e);
    }
  }

  /// Makes the first folder of `runs/NAME`, `runs/NAME-2`, … that does not exist; two runs that
  /// start at the same time get two folders.
  public static RunFolder fresh(String name) {
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
      throw RunException.unwritable(runs, e);
    }
  }

  /// Refuses a folder in which a run would replace files that no run left.
  ///
  /// @throws RunException naming the first such file
  public static void requireOurs(Path path) {
    EarlierRun.requireOurs(path);
  }

  /// Prepares the folder for a run that starts: removes the unfinished files of a killed run, and
  /// moves the files of an earlier run into the subfolder `earlier`.
  ///
  /// @param lock the lock of this folder
  /// @return where the files of the earlier run are now, if there was one
  /// @throws RunException if a file would be replaced that no run left
  public Optional<Path> clear(RunLock lock) {
    EarlierRun.requireOurs(path);
    removeLeftovers(lock);
    try {
      return EarlierRun.setAside(path);
    } catch (IOException e) {
      throw RunException.unwritable(path, e);
    }
  }

  /// Removes the unfinished files that a killed run left.
  ///
  /// @param lock the lock of this folder
  public void removeLeftovers(RunLock lock) {
    Objects.requireNonNull(lock, "the folder must be locked");
    try {
      EarlierRun.removeLeftovers(path);
    } catch (IOException e) {
      throw RunException.unwritable(path, e);
    }
  }

  /// The file of a name in this folder.
  public Path file(String name) {
    return path.resolve(name);
  }

  /// Writes a text file.
  public void write(String name, String text) {
    write(name, () -> AtomicFile.write(file(name), text));
  }

  /// Writes a file of these bytes.
  public void write(String name, byte[] bytes) {
    write(name, () -> AtomicFile.write(file(name), bytes));
  }

  /// Writes the weights.
  public void writeWeights(Parameters parameters) {
    Safetensors weights = new Safetensors(parameters.stateDict(), Map.of("format", "pt"));
    write(WEIGHTS, () -> weights.write(file(WEIGHTS)));
  }

  /// Writes the checkpoint.
  public void writeCheckpoint(Checkpoint checkpoint) {
    write(CHECKPOINT, () -> checkpoint.write(file(CHECKPOINT)));
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void write(String name, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new RunException(
          "out: %s cannot be written (%s); free some space or choose another folder with --out. What was saved before is whole"
              .formatted(file(name), RunException.reason(e)),
          e);
    }
  }

  /// Writes what `model.json` says.
  public void writeModel(SavedModel saved) {
    write(MODEL, saved.toJson());
  }

  /// What `model.json` says.
  ///
  /// @throws RunException if it is missing or damaged
  public SavedModel model() {
    return SavedModel.read(file(MODEL));
  }

  /// The network with the weights of the run.
  ///
  /// @throws RunException if the weights are missing, damaged or of another network
  public Layer network(SavedModel saved) {
    Path file = file(WEIGHTS);
    if (!Files.exists(file)) {
      throw new RunException(
          "model: there is no %s; the run in %s has not finished, go on with adjoint train --resume --out %s"
              .formatted(file, path, path));
    }
    Map<String, Tensor> weights;
    try {
      weights = Safetensors.read(file).tensors();
    } catch (FormatException e) {
      throw new RunException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new RunException(
          "model: %s cannot be read (%s)".formatted(file, RunException.reason(e)), e);
    }
    requireSize(file, saved.architecture(), weights);
    requireFinite(file, weights);
    Layer network = saved.architecture().build(RandomStream.of(saved.settings().seed(), "weights"));
    try {
      Parameters.of(network).loadStateDict(weights);
    } catch (IllegalArgumentException e) {
      throw new RunException(file + ": " + e.getMessage(), e);
    }
    return network;
  }

  private static void requireFinite(Path file, Map<String, Tensor> weights) {
    weights.forEach((name, tensor) -> {
      for (float value : tensor.toFloatArray()) {
        if (!Float.isFinite(value)) {
          throw new RunException(
              "%s: %s has a value that is not finite (%s), so no answer would be; train the model again"
                  .formatted(file, name, value));
        }
      }
    });
  }

  /// Refuses, before memory is allocated, a network with other sizes than the weights.
  private static void requireSize(
      Path file, Architecture architecture, Map<String, Tensor> weights) {
    long stored = weights.values().stream().mapToLong(tensor -> tensor.shape().count()).sum();
    String needed;
    try {
      long count = architecture.weightCount();
      if (count == stored) {
        return;
      }
      needed = Long.toString(count);
    } catch (ArithmeticException _) {
      needed = "more than 2^63";
    }
    throw new RunException(
        "%s: it has %d weights but the network that model.json describes needs %s; the two files belong to different models or one is damaged"
            .formatted(file, stored, needed));
  }

  /// The loss of each epoch as `metrics.json` has it; empty where the run left no such file.
  ///
  /// @param part `train` or `validation`
  public Map<Integer, Double> losses(String part) {
    Map<Integer, Double> losses = new TreeMap<>();
    try {
      Object history = JsonText.map(Files.readString(file(METRICS))).get("history");
      for (Object epoch : history instanceof List<?> epochs ? epochs : List.of()) {
        if (epoch instanceof Map<?, ?> record
            && record.get("epoch") instanceof Number number
            && record.get(part) instanceof Map<?, ?> figures
            && figures.get("loss") instanceof Number loss) {
          losses.put(number.intValue(), loss.doubleValue());
        }
      }
    } catch (IOException | IllegalArgumentException _) {
      // A run that was stopped, or a file that someone changed: there is nothing to look at.
    }
    return losses;
  }

  /// Writes the state at which a branch starts.
  public void writeBranch(Checkpoint start) {
    write(BRANCH, () -> start.write(file(BRANCH)));
  }

  /// The state at which the run starts, where it is a branch of another one.
  ///
  /// @throws RunException if it is damaged
  public Optional<Checkpoint> branch() {
    return Files.exists(file(BRANCH))
        ? Optional.of(read("replay", file(BRANCH)))
        : Optional.empty();
  }

  /// Whether there is a checkpoint.
  public boolean hasCheckpoint() {
    return Files.exists(file(CHECKPOINT));
  }

  /// The checkpoint from which the run continues.
  ///
  /// @throws RunException if it is missing or damaged
  public Checkpoint checkpoint() {
    Path file = file(CHECKPOINT);
    if (!Files.exists(file)) {
      throw new RunException(
          "resume: there is no %s; give the folder of a run with --out, or start a new run without --resume"
              .formatted(file));
    }
    return read("resume", file);
  }

  private static Checkpoint read(String what, Path file) {
    try {
      return Checkpoint.read(file);
    } catch (FormatException e) {
      throw new RunException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new RunException(
          "%s: %s cannot be read (%s)".formatted(what, file, RunException.reason(e)), e);
    }
  }
}
