package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.train.Checkpoint;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import dev.adjoint.train.TimeLine;
import java.nio.file.Path;
import java.util.Optional;

/// A run in a folder that can be replayed to any step with the same bits.
///
/// ```java
/// ReplayedRun run = ReplayedRun.of(Path.of("runs/digits"));
/// run.seek(1180);
/// String hash = run.line().hash();
/// ```
///
/// The data is read again and must be that of the run. The folder does not change. The checkpoint
/// of the run, if there is one, is a key frame of the time line.
public final class ReplayedRun {

  private final Path folder;
  private final SavedModel saved;
  private final Prepared prepared;
  private final Layer network;
  private final RunParts parts;
  private final TimeLine line;
  private final Optional<Long> checkpoint;

  private ReplayedRun(
      Path folder,
      SavedModel saved,
      Prepared prepared,
      Optional<Checkpoint> branch,
      Optional<Checkpoint> checkpoint) {
    this.folder = folder;
    this.saved = saved;
    this.prepared = prepared;
    this.network = saved.initialNetwork(prepared);
    this.parts = RunParts.of(saved, prepared, network);
    this.line =
        TimeLine.of(
            network,
            parts.objective().loss(),
            parts.optimizer(),
            parts.samples(),
            parts.options().withPatience(0));
    branch.ifPresent(start -> fit(() -> line.startingAt(start)));
    this.checkpoint = checkpoint.map(some -> some.progress().step());
    checkpoint.ifPresent(some -> fit(() -> line.with(some)));
  }

  private void fit(Runnable work) {
    try {
      work.run();
    } catch (IllegalArgumentException e) {
      throw new RunException(
          "replay: the checkpoint in %s does not fit the run: %s".formatted(folder, e.getMessage()),
          e);
    }
  }

  /// The run in a folder, at its first step: 0, or that at which a branch starts.
  ///
  /// @throws RunException if the folder has no run or a file in it is damaged
  /// @throws DataException if the data cannot be read, or is not that of the run
  public static ReplayedRun of(Path folder) {
    RunFolder files = new RunFolder(folder);
    SavedModel saved = files.model();
    Optional<Checkpoint> checkpoint =
        files.hasCheckpoint() ? Optional.of(files.checkpoint()) : Optional.empty();
    return new ReplayedRun(folder, saved, saved.readAgain(), files.branch(), checkpoint);
  }

  /// Replays the run to a step.
  ///
  /// @param step the number of steps that have been taken at that point
  /// @throws RunException if the run has no such step, or the loss did not stay finite before it
  public ReplayedRun seek(long step) {
    long end = line.end().orElse(Long.MAX_VALUE);
    if (step < line.first() || step > end) {
      throw new RunException(
          "replay: step %d is asked for but the run in %s has the steps %d to %d (%d epochs); choose one of them with --step"
              .formatted(step, folder, line.first(), end, saved.settings().epochs()));
    }
    try {
      line.seek(step);
      return this;
    } catch (DivergedException e) {
      throw new RunException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Loss and metrics of the present weights on the samples that the run held out.
  public Figures heldOut() {
    return Evaluation.of(
        network, prepared.validation(), parts.objective().loss(), parts.objective().metrics());
  }

  /// The folder of the run.
  public Path folder() {
    return folder;
  }

  /// What the run is made of.
  public SavedModel saved() {
    return saved;
  }

  /// The samples, in their parts.
  public Prepared prepared() {
    return prepared;
  }

  /// What the run trains with.
  public RunParts parts() {
    return parts;
  }

  /// The network with the weights of the present step.
  public Layer network() {
    return network;
  }

  /// The optimizer with its state at the present step.
  public Optimizer optimizer() {
    return parts.optimizer();
  }

  /// The steps of the run.
  public TimeLine line() {
    return line;
  }

  /// The step of the checkpoint in the folder; empty without one.
  public Optional<Long> checkpoint() {
    return checkpoint;
  }
}
