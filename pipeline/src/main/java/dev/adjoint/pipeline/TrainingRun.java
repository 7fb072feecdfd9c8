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
import dev.adjoint.pipeline.settings.StepSize;
import dev.adjoint.train.Checkpoint;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import dev.adjoint.train.Progress;
import dev.adjoint.train.TrainEvent;
import dev.adjoint.train.Trainer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// A training run with its data and its folder: it can be watched, stopped and resumed.
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
  private final Objective objective;
  private final UpdateRule rule;
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
    network =
        resumedAt.isPresent()
            ? saved.randomNetwork()
            : saved.architecture().build(RandomStream.of(saved.settings().seed(), "weights"));
    start =
        resumedAt.isPresent()
            ? Optional.empty()
            : saved.start().map(weights -> weights.apply(network));
    objective = Objective.of(prepared.preprocessing().target());
    Source learnt = saved.learnt(prepared);
    rule = saved.rule(learnt);
    trainer =
        Trainer.of(
            network,
            objective.loss(),
            saved.architecture().optimizer(network, rule),
            learnt,
            saved
                .settings()
                .options()
                .withValidation(prepared.validation())
                .withMetrics(objective.metrics())
                .withClassWeights(
                    saved
                        .settings()
                        .classWeights()
                        .weights(prepared.preprocessing().target().classes())));
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

  /// A step size that falls over all epochs would have been another one from the first step on.
  private static void requireSameSchedule(Settings before, int last) {
    if (last != before.epochs() && before.schedule() != StepSize.CONSTANT) {
      throw new RunException(
          "resume: the step size of this run changes over its %d epochs (--schedule %s), so they cannot become %d; leave out --epochs, or train anew"
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
    return rule;
  }

  /// What training minimises and how models are judged.
  public Objective objective() {
    return objective;
  }

  /// Where a resumed run continues; empty for a run from the start.
  public Optional<Progress> resumedAt() {
    return resumedAt;
  }

  /// Tells a listener every event of the training, on the thread that trains.
  public TrainingRun listen(Consumer<TrainEvent> listener) {
    trainer.listen(listener);
    return this;
  }

  /// Asks the training to stop after the present step; callable from any thread.
  public void stop() {
    trainer.stop();
  }

  /// Trains to the end and leaves all files.
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

  /// Trains; saves checkpoints on the way and one when the training is stopped.
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

  /// Judges the network with the best weights and writes weights and figures.
  ///
  /// @param finished what [#fit()] gave
  public TrainingResult result(TrainEvent.Finished finished) {
    double seconds = (System.nanoTime() - started) / 1e9;
    TrainingResult result =
        new TrainingResult(
            saved,
            network,
            trainer.history(),
            finished,
            figures(prepared.training()),
            figures(prepared.validation()),
            prepared.test().map(this::figures),
            seconds);
    folder.writeWeights(Parameters.of(network));
    folder.write("metrics.json", JsonText.of(result.toMap()));
    return result;
  }

  private Figures figures(Source samples) {
    return Evaluation.of(network, samples, objective.loss(), objective.metrics());
  }

  /// Gives the folder free for another run.
  @Override
  public void close() {
    lock.close();
  }
}
