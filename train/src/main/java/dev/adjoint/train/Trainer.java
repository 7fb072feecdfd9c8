package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.data.BatchWalk;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.ScheduleFreeAdamW;
import dev.adjoint.tensor.Profile;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The training loop: forward, loss, backward, step, and validation after each epoch.
///
/// ```java
/// Trainer trainer =
///     Trainer.of(
///         model,
///         new CrossEntropyLoss(),
///         Optimizer.of(model, new Adam(0.001)),
///         split.training(),
///         TrainOptions.ofEpochs(20).withValidation(split.validation()).withMetrics(new Accuracy()));
/// trainer.listen(System.out::println).fit();
/// ```
///
/// Every result depends only on the model, the data and the options. All randomness of a step comes
/// from the seed and the step's number, so a run that continues from a [Checkpoint] ends with the
/// same bits as one that was not interrupted. The step of a model made of records is recorded and
/// replayed ([dev.adjoint.tensor.RecordedStep]), which is faster and gives the same bits. Any other
/// model is called at every step, and a remark gives the reason. The same loop in code of your own
/// has four lines:
///
/// ```java
/// optimizer.zeroGrad();
/// Tensor loss = criterion.of(model.forward(x, new Pass.Training(random)), y);
/// loss.backward();
/// optimizer.step();
/// ```
public final class Trainer {

  private final Object model;
  private final Parameters parameters;
  private final Step step;
  private final Optimizer optimizer;
  private final Source training;
  private final TrainOptions options;
  private final Batches batches;
  private final OptimizerStep optimizerStep;
  private final EventListeners listeners = new EventListeners();

  private Progress progress = Progress.START;
  private EpochSums sums = EpochSums.EMPTY;
  private Best best = Best.NONE;
  private final List<EpochRecord> history = new ArrayList<>();
  private volatile boolean stopping;
  private @Nullable SharedRun shared;

  /// While the model has its best weights, the weights of the last step, from which training
  /// continues.
  private @Nullable Map<String, Tensor> lastWeights;

  private Trainer(
      Object model, Step step, Optimizer optimizer, Source training, TrainOptions options) {
    this.model = model;
    this.parameters = Parameters.of(model);
    this.step = step;
    this.optimizer = optimizer;
    this.training = training;
    this.options = options;
    TrainerChecks.requireOwn(optimizer, parameters);
    TrainerChecks.requireValidation(options);
    this.optimizerStep = new OptimizerStep(model, step, optimizer, options);
    this.batches = TimeLine.batches(model, training, options);
  }

  /// A trainer of a model with one input, see [Step#of].
  ///
  /// @param loss one that is a mean over the samples
  /// @param optimizer one of this model's parameters
  /// @param training the samples to learn from
  /// @throws IllegalArgumentException if the optimizer has parameters that are not in the model, or
  ///   the options do not fit the loss or each other
  public static Trainer of(
      Layer model, Loss loss, Optimizer optimizer, Source training, TrainOptions options) {
    TrainerChecks.requireGiven(model, optimizer, training, options);
    TrainArguments.required("the loss", loss, "give one, such as new CrossEntropyLoss()");
    Loss weighted = options.classWeights().apply(loss, training);
    return new Trainer(model, Step.of(model, weighted), optimizer, training, options);
  }

  /// A trainer of a model of any structure, with a step of your own.
  ///
  /// @param model a layer, or a record or collection of layers, whose parameters are trained
  /// @param step computes the loss of a batch
  /// @param optimizer one of this model's parameters
  /// @param training the samples to learn from
  /// @throws IllegalArgumentException if the optimizer has parameters that are not in the model, or
  ///   the options do not fit each other
  public static Trainer ofStep(
      Object model, Step step, Optimizer optimizer, Source training, TrainOptions options) {
    TrainerChecks.requireGiven(model, optimizer, training, options);
    TrainArguments.required("the step", step, "give a record that implements Step, or a lambda");
    if (!(options.classWeights() instanceof ClassWeights.None)) {
      throw new IllegalArgumentException(
          "train: class weights need a trainer with a loss, but this one has a step of its own; apply the weights in the step");
    }
    return new Trainer(model, step, optimizer, training, options);
  }

  /// Makes this trainer take its steps together with those of other processes, each of which has a
  /// trainer with an equal model, the same options and the same validation samples. The batches of
  /// a step ([TrainOptions#accumulation]) are shared among them. To be called before [#resume] and
  /// [#fit], in all processes.
  ///
  /// If all processes have the same training samples and the gradients are added in the order of
  /// the batches, every process ends with the bits of a trainer that is alone. Otherwise the number
  /// of batches in a step is [TrainOptions#accumulation] times the number of processes, an epoch
  /// ends where the first process has no batch left, and all processes end with the same bits.
  ///
  /// @throws IllegalArgumentException if the processes do not fit together
  public Trainer sharedWith(PeerProcesses processes) {
    TrainArguments.required("the peers", processes, "leave the call out for one process");
    shared =
        new SharedRun(
            processes,
            new SharedStep(processes, optimizerStep, model, step, optimizer),
            Fingerprint.of(model, step, optimizer, training, options));
    shared.requireSame(parameters);
    return this;
  }

  /// Adds a listener, which gets every event from now on, on the training thread.
  public Trainer listen(Consumer<? super TrainEvent> listener) {
    TrainArguments.required("the listener", listener, "give a function of an event");
    listeners.add(listener);
    return this;
  }

  /// Stops training after the present step. It may be called from any thread.
  public void stop() {
    stopping = true;
  }

  /// The epochs that are done.
  public List<EpochRecord> history() {
    return List.copyOf(history);
  }

  /// Trains to the last epoch or step, or until the validation figure stops improving, or until
  /// [#stop()] is called.
  ///
  /// @return the last event. Unless training was interrupted, the model now has its best weights,
  ///   or its last ones without validation or with [TrainOptions#withLastWeights].
  /// @throws DivergedException if the loss becomes NaN or infinite, or the validation figure is not
  ///   finite after any epoch
  public TrainEvent.Finished fit() {
    OptionalInt samples =
        training instanceof Samples known ? OptionalInt.of(known.count()) : OptionalInt.empty();
    listeners.tell(
        new TrainEvent.Started(
            parameters.count(), samples, batches.count(), options.epochs(), progress));
    listeners.remarkOnRecording(optimizerStep.refusal());
    if (isDone() && progress.step() > 0) {
      listeners.tell(new TrainEvent.NothingLeft(progress.epoch(), options.epochs()));
    }
    if (lastWeights != null) {
      parameters.loadStateDict(lastWeights);
      lastWeights = null;
    }
    TrainEvent.Ending ending = TrainEvent.Ending.COMPLETED;
    while (!isDone() && ending == TrainEvent.Ending.COMPLETED) {
      if (best.isStale(progress.epoch(), options.patience())) {
        ending = TrainEvent.Ending.STOPPED_EARLY;
      } else if (!epoch()) {
        ending = TrainEvent.Ending.INTERRUPTED;
      }
    }
    if (ending != TrainEvent.Ending.INTERRUPTED) {
      takeBestWeights();
    }
    stopping = false;
    if (shared != null) {
      shared.goOn();
    }
    TrainEvent.Finished finished = new TrainEvent.Finished(ending, best);
    listeners.tell(finished);
    return finished;
  }

  private boolean isDone() {
    return progress.epoch() >= options.epochs() || isLastStepDone();
  }

  private boolean isLastStepDone() {
    return options.steps().isPresent() && progress.step() >= options.steps().getAsLong();
  }

  private void takeBestWeights() {
    if (options.validation().isEmpty()) {
      takeAverages();
      return;
    }
    if (best.epoch() == 0) {
      throw new DivergedException(
          progress, options.monitor().figure(), optimizer.rule().toString());
    }
    if (!best.weights().isEmpty()) {
      lastWeights = parameters.stateDict();
      parameters.loadStateDict(best.weights());
    } else {
      takeAverages();
    }
  }

  /// Ends with the averages of a rule that evaluates those.
  private void takeAverages() {
    if (optimizer.updateRules().stream().anyMatch(ScheduleFreeAdamW.class::isInstance)) {
      Map<String, Tensor> last = parameters.stateDict();
      ScheduleFreeAdamW.takeAverages(optimizer);
      lastWeights = last;
    }
  }

  /// Runs the present epoch to its end; false if training was stopped before that.
  private boolean epoch() {
    SharedRun with = shared;
    try (BatchWalk walk = batches.walk(progress.epoch(), progress.batch())) {
      while (!isLastStepDone() && (walk.hasNext() || with != null)) {
        if (with == null ? stopping : with.isStopping()) {
          return false;
        }
        List<Batch> group = optimizerStep.group(walk);
        if (with == null) {
          Profile.section("step", () -> step(group));
        } else if (!Profile.section("step", () -> step(group, with))) {
          break;
        }
      }
      if (!isLastStepDone() && options.lastBatch().isEmpty()) {
        listeners.remarkOnLastBatch(walk.leftOut());
      }
    }
    if (sums.samples() == 0) {
      throw new DataException(
          "train: epoch %d has no samples; the stream must give samples in every epoch"
              .formatted(progress.epoch() + 1));
    }
    Profile.section("validation", this::validate);
    return true;
  }

  private void step(List<Batch> group) {
    done(group, optimizerStep.take(group, progress, sums, options.metrics()));
  }

  /// Takes a step together with other processes; false if the epoch is over.
  private boolean step(List<Batch> group, SharedRun with) {
    Optional<OptimizerStep.Taken> taken =
        with.take(group, progress, sums, options.metrics(), stopping);
    taken.ifPresent(each -> {
      done(group, each);
      with.check(progress.step(), parameters);
    });
    return taken.isPresent();
  }

  private void done(List<Batch> group, OptimizerStep.Taken taken) {
    sums = taken.sums();
    progress = new Progress(progress.epoch(), progress.batch() + group.size(), progress.step() + 1);
    listeners.remarkOnRecording(optimizerStep.refusal());
    listeners.tell(
        new TrainEvent.BatchDone(
            progress, taken.samples(), taken.loss(), sums.figures(options.metrics())));
  }

  /// Evaluates the weights that the optimizer means to be evaluated.
  private void validate() {
    ScheduleFreeAdamW.withAverages(
        optimizer,
        () -> {
          validateNow();
          return true;
        });
  }

  private void validateNow() {
    Optional<Figures> validation =
        options
            .validation()
            .map(held ->
                Evaluation.of(
                    step,
                    held,
                    options.metrics(),
                    held instanceof DataSet ? Evaluation.BATCH : options.batch()));
    if (shared != null) {
      validation = shared.ofFirst(validation);
    }
    EpochRecord record =
        new EpochRecord(progress.epoch() + 1, sums.figures(options.metrics()), validation);
    double value = validation.map(options.monitor()::of).orElse(Double.NaN);
    boolean isBest = options.monitor().isBetter(value, best);
    if (isBest) {
      best =
          new Best(
              record.epoch(), value, options.bestWeights() ? parameters.stateDict() : Map.of());
    }
    history.add(record);
    progress = new Progress(progress.epoch() + 1, 0, progress.step());
    sums = EpochSums.EMPTY;
    listeners.tell(new TrainEvent.EpochDone(record, isBest));
  }

  /// Everything needed to continue after the last step. Call it between steps, in a listener, or
  /// after [#fit()] has returned. Its weights are always those of the last step, not the best ones.
  public Checkpoint checkpoint() {
    return new Checkpoint(
        progress,
        lastWeights != null ? lastWeights : parameters.stateDict(),
        optimizer.stateDict(),
        best,
        sums,
        List.copyOf(history),
        fingerprint());
  }

  private Fingerprint fingerprint() {
    return shared != null
        ? shared.fingerprint()
        : Fingerprint.of(model, step, optimizer, training, options);
  }

  /// Goes on from the present state of a time line, with the settings of this trainer; what the
  /// optimizer remembers is taken over if its rule can remember it, see [TimeLine#branchedFrom].
  ///
  /// @param origin a line of a model with the same parameters
  public Trainer branchedFrom(TimeLine origin) {
    TimeLine branch =
        TimeLine.ofStep(model, step, optimizer, training, options)
            .withMemory(0)
            .branchedFrom(origin);
    progress = branch.progress();
    lastWeights = null;
    best = Best.NONE;
    sums = EpochSums.EMPTY;
    history.clear();
    return this;
  }

  /// Writes the [#checkpoint] to a file. An older file is replaced atomically.
  public void save(Path file) throws IOException {
    checkpoint().write(file);
  }

  /// Continues from the checkpoint in a file. The run ends with the same bits as one that was never
  /// interrupted.
  ///
  /// @throws IOException if it cannot be read, is cut short, or is not a checkpoint
  /// @throws IllegalArgumentException naming what is different; nothing is changed then
  public void resume(Path file) throws IOException {
    resume(Checkpoint.read(file));
  }

  /// Continues from a checkpoint of the same model, data and options.
  ///
  /// @throws IllegalArgumentException naming what is different; nothing is changed then
  public void resume(Checkpoint checkpoint) {
    TrainArguments.required("the checkpoint", checkpoint, "give one of Checkpoint.read");
    checkpoint.fingerprint().requireSame(fingerprint());
    TrainingState.load(
        parameters,
        checkpoint.weights(),
        optimizer,
        checkpoint.optimizerState(),
        checkpoint.progress().step());
    lastWeights = null;
    progress = checkpoint.progress();
    best = checkpoint.best();
    sums = checkpoint.sums();
    history.clear();
    history.addAll(checkpoint.history());
  }
}
