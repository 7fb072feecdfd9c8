package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.train.Checkpoint;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import dev.adjoint.train.TimeLine;
import java.nio.file.Path;
import java.util.Optional;

/// A run in a folder, any step of which can be gone to again with the same bits.
///
/// ```java
/// ReplayedRun run = ReplayedRun.of(Path.of("runs/digits"));
/// run.seek(1180);
/// String hash = run.line().hash();
/// ```
///
/// The data is read again and must be that of the run. Nothing in the folder changes. The
/// checkpoint of the run, if there is one, is a key frame of the line.
public final class ReplayedRun {

  private final Path folder;
  private final SavedModel saved;
  private final Prepared prepared;
  private final Layer network;
  private final Objective objective;
  private final Optimizer optimizer;
  private final TimeLine line;
  private final Optional<Long> checkpoint;

  private ReplayedRun(
      Path folder, SavedModel saved, Prepared prepared, Optional<Checkpoint> checkpoint) {
    this.folder = folder;
    this.saved = saved;
    this.prepared = prepared;
    this.network = saved.initialNetwork();
    this.objective = Objective.of(prepared.preprocessing().target());
    Source learnt = saved.learnt(prepared);
    this.optimizer = saved.architecture().optimizer(network, saved.rule(learnt));
    this.line =
        TimeLine.of(
            network,
            objective.loss(),
            optimizer,
            learnt,
            saved
                .settings()
                .options()
                .withPatience(0)
                .withClassWeights(
                    saved
                        .settings()
                        .classWeights()
                        .weights(prepared.preprocessing().target().classes())));
    this.checkpoint = checkpoint.map(some -> some.progress().step());
    checkpoint.ifPresent(this::keep);
  }

  private void keep(Checkpoint some) {
    try {
      line.with(some);
    } catch (IllegalArgumentException e) {
      throw new RunException(
          "replay: the checkpoint in %s does not fit the run: %s".formatted(folder, e.getMessage()),
          e);
    }
  }

  /// The run in a folder, at step 0.
  ///
  /// @throws RunException if the folder has no run or a file in it is damaged
  /// @throws DataException if the data cannot be read, or is not that of the run
  public static ReplayedRun of(Path folder) {
    RunFolder files = new RunFolder(folder);
    SavedModel saved = files.model();
    Optional<Checkpoint> checkpoint =
        files.hasCheckpoint() ? Optional.of(files.checkpoint()) : Optional.empty();
    return new ReplayedRun(folder, saved, saved.readAgain(), checkpoint);
  }

  /// Goes to a step.
  ///
  /// @param step how many steps have been taken then
  /// @throws RunException if the run has no such step, or the loss did not stay finite before it
  public ReplayedRun seek(long step) {
    long end = line.end().orElse(Long.MAX_VALUE);
    if (step < 0 || step > end) {
      throw new RunException(
          "replay: step %d is asked for but the run in %s has the steps 0 to %d (%d epochs); choose one of them with --step"
              .formatted(step, folder, end, saved.settings().epochs()));
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
    return Evaluation.of(network, prepared.validation(), objective.loss(), objective.metrics());
  }

  /// The folder of the run.
  public Path folder() {
    return folder;
  }

  /// What the run is made of.
  public SavedModel saved() {
    return saved;
  }

  /// The network with the weights of the present step.
  public Layer network() {
    return network;
  }

  /// The optimizer with its memory of the present step.
  public Optimizer optimizer() {
    return optimizer;
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
