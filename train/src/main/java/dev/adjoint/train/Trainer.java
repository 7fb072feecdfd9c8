package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.data.BatchWalk;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Optimizer;
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
import java.util.random.RandomGenerator;
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
  private final TrainingStep trainingStep;
  private final EventListeners listeners = new EventListeners();

  private Progress progress = Progress.START;
  private EpochSums sums = EpochSums.EMPTY;
  private Best best = Best.NONE;
  private final List<EpochRecord> history = new ArrayList<>();
  private volatile boolean stopping;

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
    this.trainingStep = new TrainingStep(model, step);
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
    listeners.remarkOnRecording(trainingStep.refusal());
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
      return;
    }
    if (best.epoch() == 0) {
      throw new DivergedException(
          progress, options.monitor().figure(), optimizer.rule().toString());
    }
    if (!best.weights().isEmpty()) {
      lastWeights = parameters.stateDict();
      parameters.loadStateDict(best.weights());
    }
  }

  /// Runs the present epoch to its end; false if training was stopped before that.
  private boolean epoch() {
    try (BatchWalk walk = batches.walk(progress.epoch(), progress.batch())) {
      while (!isLastStepDone() && walk.hasNext()) {
        if (stopping) {
          return false;
        }
        List<Batch> group = group(walk);
        Profile.section("step", () -> step(group));
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

  /// The batches of a step.
  private List<Batch> group(BatchWalk walk) {
    List<Batch> group = new ArrayList<>();
    while (group.size() < options.accumulation() && walk.hasNext()) {
      group.add(walk.next());
    }
    return group;
  }

  private void step(List<Batch> group) {
    optimizer.zeroGrad();
    double total = group.stream().mapToDouble(step::weight).sum();
    double loss = 0;
    int samples = 0;
    EpochSums next = sums;
    for (int i = 0; i < group.size(); i++) {
      Batch batch = group.get(i);
      double weight = step.weight(batch);
      double share = weight / total;
      Step.Result result =
          trainingStep.run(
              batch,
              options.accumulation() == 1 ? Optional.empty() : Optional.of((float) share),
              random(i));
      double number = result.loss().item();
      if (!Double.isFinite(number)) {
        throw new DivergedException(progress, number, optimizer.rule().toString());
      }
      EpochSums more = next.plus(number, weight, batch.count());
      next = Profile.section("metrics", () -> metrics(more, result, batch));
      loss = group.size() == 1 ? number : loss + share * number;
      samples += batch.count();
    }
    Profile.section("update", optimizer::step);
    sums = next;
    progress = new Progress(progress.epoch(), progress.batch() + group.size(), progress.step() + 1);
    listeners.remarkOnRecording(trainingStep.refusal());
    listeners.tell(
        new TrainEvent.BatchDone(progress, samples, loss, sums.figures(options.metrics())));
  }

  private EpochSums metrics(EpochSums more, Step.Result result, Batch batch) {
    return options.metrics().isEmpty()
        ? more
        : more.plus(options.metrics(), result.outputs(), batch.target());
  }

  /// The randomness in layers for a batch of the present step.
  private RandomGenerator random(int batchInStep) {
    String purpose = batchInStep == 0 ? "layers" : "layers of batch " + batchInStep;
    return RandomStream.of(options.seed(), purpose, progress.step());
  }

  private void validate() {
    Optional<Figures> validation =
        options
            .validation()
            .map(held ->
                Evaluation.of(
                    step,
                    held,
                    options.metrics(),
                    held instanceof DataSet ? Evaluation.BATCH : options.batch()));
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
        Fingerprint.of(model, step, optimizer, training, options));
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
    checkpoint.fingerprint().requireSame(Fingerprint.of(model, step, optimizer, training, options));
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
