package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.pipeline.folder.JsonText;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.RunLock;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.pipeline.settings.Settings;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.pipeline.settings.StepSize;
import dev.adjoint.train.Checkpoint;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.Figures;
import dev.adjoint.train.Progress;
import dev.adjoint.train.TrainEvent;
import dev.adjoint.train.Trainer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A training run with its data and its folder. It has listeners, and can be stopped and resumed.
///
/// [#run()] does everything. A caller that needs to act between the steps calls [#fit()] and then
/// [#result]. No other run can write into the folder until this one is closed or the process ends.
public final class TrainingRun implements AutoCloseable {

  private final RunFolder folder;
  private final RunLock lock;
  private final Optional<Path> earlier;
  private final SavedModel saved;
  private final Prepared prepared;
  private final Optional<Progress> resumedAt;
  private final long started = System.nanoTime();
  private final Layer network;
  private final RunParts parts;
  private final Optional<String> start;
  private final Trainer trainer;

  private TrainingRun(
      RunFolder folder,
      RunLock lock,
      Optional<Path> earlier,
      SavedModel saved,
      Prepared prepared,
      Optional<Progress> resumedAt) {
    this.folder = folder;
    this.lock = lock;
    this.earlier = earlier;
    this.saved = saved;
    this.prepared = prepared;
    this.resumedAt = resumedAt;
    network = resumedAt.isPresent() ? saved.randomNetwork() : unstarted(saved, prepared);
    start =
        resumedAt.isPresent()
            ? Optional.empty()
            : saved.start().map(weights -> weights.apply(network));
    parts = RunParts.of(saved, prepared, network);
    trainer =
        Trainer.of(
            network,
            parts.objective().loss(),
            parts.optimizer(),
            parts.samples(),
            parts
                .options()
                .withValidation(prepared.validation())
                .withMetrics(parts.objective().metrics()));
  }

  /// The network before it takes over the weights of another training.
  private static Layer unstarted(SavedModel saved, Prepared prepared) {
    Layer network = saved.architecture().build(RandomStream.of(saved.settings().seed(), "weights"));
    saved.architecture().fit(network, prepared.training());
    return network;
  }

  /// A run from the start; the files of an earlier run in the folder are set aside.
  static TrainingRun start(RunFolder folder, SavedModel saved, Prepared prepared) {
    RunLock lock = RunLock.of(folder.path());
    try {
      return new TrainingRun(folder, lock, folder.clear(lock), saved, prepared, Optional.empty());
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// A branch: continues from the present step of a replayed run with other settings, in a folder
  /// of its own. What the optimizer remembers is taken over if the rule stays. The branch can be
  /// resumed and replayed like any run; its first step is the one at which it starts.
  ///
  /// @param origin the run, at the step to start from
  /// @param changes what is trained differently; see [Settings#with]
  /// @param folder the folder of the branch, which must not be that of the run
  /// @throws RunException if the folder cannot be used, or the branch has no step left
  /// @throws DataException if a value is out of its range
  public static TrainingRun branch(
      ReplayedRun origin, UnaryOperator<SettingsPlan> changes, Path folder) {
    SavedModel saved = origin.saved().with(origin.saved().settings().with(changes));
    Progress reached = origin.line().progress();
    if (reached.epoch() >= saved.settings().epochs()) {
      throw new RunException(
          "branch: step %d is behind the last of %d epochs, so there is nothing left to train; give more with --epochs"
              .formatted(reached.step(), saved.settings().epochs()));
    }
    if (folder.toAbsolutePath().normalize().equals(origin.folder().toAbsolutePath().normalize())) {
      throw new RunException(
          "branch: %s is the folder of the run itself; name another one".formatted(folder));
    }
    RunFolder.requireOurs(folder);
    TrainingMemory.require(saved, origin.prepared());
    RunFolder files = RunFolder.create(folder);
    RunLock lock = RunLock.of(folder);
    try {
      TrainingRun run =
          new TrainingRun(
              files, lock, files.clear(lock), saved, origin.prepared(), Optional.of(reached));
      run.trainer.branchedFrom(origin.line());
      files.writeModel(saved);
      files.writeBranch(run.trainer.checkpoint());
      return run;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Continues the run in a folder from its checkpoint, with its data and settings; it ends in the
  /// same bits as a run that was never stopped.
  ///
  /// @param folder the folder of the run
  /// @param epochs the last epoch, or empty to keep that of the run
  /// @throws RunException if the folder has no run, a file in it is damaged, or the data or
  ///   settings are not those of the checkpoint
  /// @throws DataException if the data cannot be read or used
  public static TrainingRun resume(Path folder, Optional<Integer> epochs) {
    RunFolder files = new RunFolder(folder);
    Checkpoint checkpoint = files.checkpoint();
    SavedModel before = files.model();
    int last = epochs.orElse(before.settings().epochs());
    if (last < checkpoint.progress().epoch()) {
      throw new RunException(
          "resume: the run in %s has done %d epochs, which is more than the %d of --epochs; give at least %d, or start a new run without --resume"
              .formatted(
                  folder, checkpoint.progress().epoch(), last, checkpoint.progress().epoch()));
    }
    requireSameSchedule(before.settings(), last);
    SavedModel saved = before.withEpochs(last);
    Prepared prepared = saved.readAgain();
    TrainingMemory.require(saved, prepared);
    RunLock lock = RunLock.of(folder);
    try {
      files.removeLeftovers(lock);
      TrainingRun run =
          new TrainingRun(
              files, lock, Optional.empty(), saved, prepared, Optional.of(checkpoint.progress()));
      run.goOnFrom(checkpoint);
      return run;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// With another number of epochs, a step size that falls over all epochs would differ from the
  /// first step on.
  private static void requireSameSchedule(Settings before, int last) {
    if (last != before.epochs() && before.schedule() != StepSize.CONSTANT) {
      throw new RunException(
          "resume: the step size of this run changes over its %d epochs (--schedule %s), so they cannot become %d; leave out --epochs, or train again from the start"
              .formatted(before.epochs(), before.schedule(), last));
    }
  }

  private void goOnFrom(Checkpoint checkpoint) {
    try {
      trainer.resume(checkpoint);
    } catch (IllegalArgumentException e) {
      throw new RunException(String.valueOf(e.getMessage()), e);
    }
  }

  /// The folder of the run.
  public RunFolder folder() {
    return folder;
  }

  /// Where the files of an earlier run in the folder were moved to, if there was one.
  public Optional<Path> earlier() {
    return earlier;
  }

  /// What the run is made of.
  public SavedModel saved() {
    return saved;
  }

  /// The samples.
  public Prepared prepared() {
    return prepared;
  }

  /// The network that learns.
  public Layer network() {
    return network;
  }

  /// Which tensors of another training the network started from, in a sentence; empty for a resumed
  /// run and for one that started at random.
  public Optional<String> start() {
    return start;
  }

  /// The update rule with its rate.
  public UpdateRule rule() {
    return parts.rule();
  }

  /// The loss that training minimises, and the metrics.
  public Objective objective() {
    return parts.objective();
  }

  /// Where a resumed run continues; empty for a run from the start.
  public Optional<Progress> resumedAt() {
    return resumedAt;
  }

  /// Adds a listener, which gets every event of the training, on the thread that trains.
  public TrainingRun listen(Consumer<TrainEvent> listener) {
    trainer.listen(listener);
    return this;
  }

  /// Asks the training to stop after the present step; callable from any thread.
  public void stop() {
    trainer.stop();
  }

  /// Trains to the end and writes all files.
  ///
  /// @throws RunException if a file cannot be written, the loss does not stay finite, or [#stop()]
  ///   was called; then a checkpoint is saved
  public TrainingResult run() {
    TrainEvent.Finished finished = fit();
    if (finished.ending() == TrainEvent.Ending.INTERRUPTED) {
      throw new RunException(
          "train: the run in %s was stopped before its end; go on with TrainingRun.resume or adjoint train --resume --out %s"
              .formatted(folder.path(), folder.path()));
    }
    return result(finished);
  }

  /// Trains; saves checkpoints during the training and one when it is stopped.
  ///
  /// @return why training ended; unless interrupted the network has the best weights now
  /// @throws RunException if a file cannot be written or the loss does not stay finite
  public TrainEvent.Finished fit() {
    folder.writeModel(saved);
    trainer.listen(new Checkpointing(trainer, folder, saved.settings().epochs()));
    try {
      TrainEvent.Finished finished = trainer.fit();
      if (finished.ending() == TrainEvent.Ending.INTERRUPTED) {
        folder.writeCheckpoint(trainer.checkpoint());
      }
      return finished;
    } catch (DivergedException e) {
      String hint =
          trainer.history().isEmpty()
              ? ""
              : "; the checkpoint of epoch %d is in %s"
                  .formatted(trainer.history().size(), folder.path());
      throw new RunException(e.getMessage() + hint, e);
    }
  }

  /// Evaluates the network with the best weights and writes weights and figures.
  ///
  /// @param finished what [#fit()] gave
  public TrainingResult result(TrainEvent.Finished finished) {
    double seconds = (System.nanoTime() - started) / 1e9;
    Judging.calibrate(network, prepared);
    Optional<Calibration> calibration =
        saved.settings().calibrated()
            ? Optional.of(Calibration.of(Outputs.of(network, prepared.validation())))
            : Optional.empty();
    SavedModel made =
        calibration.map(found -> saved.withTemperature(found.temperature())).orElse(saved);
    Layer answering = CalibratedNetwork.of(made, network);
    TrainingResult result =
        new TrainingResult(
            made,
            network,
            trainer.history(),
            finished,
            figures(answering, prepared.training()),
            figures(answering, prepared.validation()),
            prepared.test().map(test -> Judging.testFigures(answering, prepared, test)),
            EnsembleFigures.of(
                network,
                prepared.preprocessing().target(),
                parts.objective(),
                prepared.validation()),
            calibration,
            Optional.empty(),
            Optional.empty(),
            seconds);
    if (calibration.isPresent()) {
      folder.writeModel(made);
    }
    folder.writeWeights(Parameters.of(network));
    write(result);
    return result;
  }

  /// Writes the figures of a result again, to which something was added.
  ///
  /// @param result what [#result(TrainEvent.Finished)] gave, with the figures of a cross-validation
  ///   or the trace of a search
  public void write(TrainingResult result) {
    folder.write("metrics.json", JsonText.of(result.toMap()));
  }

  private Figures figures(Layer answering, Source samples) {
    return Judging.figures(answering, prepared.preprocessing().target(), samples);
  }

  /// Unlocks the folder for another run.
  @Override
  public void close() {
    lock.close();
  }
}
