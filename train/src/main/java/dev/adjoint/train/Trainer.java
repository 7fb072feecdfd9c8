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

/// The training loop: forward, loss, backward, step, and after each epoch a look at the held-out
/// samples.
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
/// Every result depends on the model, the data, the options and nothing else. All randomness of a
/// step comes from the seed and the step's number, so a run that goes on from a [Checkpoint] ends
/// in the same bits as an unbroken one. A model made of records is replayed from a recording
/// ([dev.adjoint.tensor.RecordedStep]), which is faster and gives the same bits; anything else is
/// called at every step, and a remark says why. The same loop written out is four lines:
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

  private Progress place = Progress.START;
  private EpochSums sums = EpochSums.EMPTY;
  private Best best = Best.NONE;
  private final List<EpochRecord> history = new ArrayList<>();
  private volatile boolean stopping;

  /// The weights of the last step while the model has the best ones, which training goes on from.
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
  /// @throws IllegalArgumentException if the optimizer has parameters that the model has not, or
  ///   the options do not fit the loss or each other
  public static Trainer of(
      Layer model, Loss loss, Optimizer optimizer, Source training, TrainOptions options) {
    TrainerChecks.requireGiven(model, optimizer, training, options);
    Given.required("the loss", loss, "give one, such as new CrossEntropyLoss()");
    Loss weighted = options.classWeights().apply(loss, training);
    return new Trainer(model, Step.of(model, weighted), optimizer, training, options);
  }

  /// A trainer of a model of any shape, by a step of your own.
  ///
  /// @param model a layer, or a record or collection of layers, whose parameters are trained
  /// @param step from a batch to its loss
  /// @param optimizer one of this model's parameters
  /// @param training the samples to learn from
  /// @throws IllegalArgumentException if the optimizer has parameters that the model has not, or
  ///   the options do not fit each other
  public static Trainer ofStep(
      Object model, Step step, Optimizer optimizer, Source training, TrainOptions options) {
    TrainerChecks.requireGiven(model, optimizer, training, options);
    Given.required("the step", step, "give a record that implements Step, or a lambda");
    if (!(options.classWeights() instanceof ClassWeights.None)) {
      throw new IllegalArgumentException(
          "train: class weights are options of a trainer with a loss, but this one has a step of its own; weight the loss in the step");
    }
    return new Trainer(model, step, optimizer, training, options);
  }

  /// Tells this listener every event from now on, on the training thread.
  public Trainer listen(Consumer<? super TrainEvent> listener) {
    Given.required("the listener", listener, "give a function of an event");
    listeners.add(listener);
    return this;
  }

  /// Asks for an end after the present step; from any thread.
  public void stop() {
    stopping = true;
  }

  /// The epochs so far.
  public List<EpochRecord> history() {
    return List.copyOf(history);
  }

  /// Trains until the last epoch or step, until the validation figure stops getting better, or
  /// until [#stop()].
  ///
  /// @return the last event; unless interrupted the model has the best weights now, or the last
  ///   ones without validation or with [TrainOptions#withLastWeights]
  /// @throws DivergedException if the loss becomes NaN or infinite, or that of validation always is
  public TrainEvent.Finished fit() {
    OptionalInt samples =
        training instanceof Samples known ? OptionalInt.of(known.count()) : OptionalInt.empty();
    listeners.tell(
        new TrainEvent.Started(
            parameters.count(), samples, batches.count(), options.epochs(), place));
    listeners.remarkOnRecording(trainingStep.refusal());
    if (isDone() && place.step() > 0) {
      listeners.tell(new TrainEvent.NothingLeft(place.epoch(), options.epochs()));
    }
    if (lastWeights != null) {
      parameters.loadStateDict(lastWeights);
      lastWeights = null;
    }
    TrainEvent.Ending ending = TrainEvent.Ending.COMPLETED;
    while (!isDone() && ending == TrainEvent.Ending.COMPLETED) {
      if (best.isStale(place.epoch(), options.patience())) {
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
    return place.epoch() >= options.epochs() || isLastStepDone();
  }

  private boolean isLastStepDone() {
    return options.steps().isPresent() && place.step() >= options.steps().getAsLong();
  }

  private void takeBestWeights() {
    if (options.validation().isEmpty()) {
      return;
    }
    if (best.epoch() == 0) {
      throw new DivergedException(place, options.monitor().figure(), optimizer.rule().toString());
    }
    if (!best.weights().isEmpty()) {
      lastWeights = parameters.stateDict();
      parameters.loadStateDict(best.weights());
    }
  }

  /// Runs the present epoch to its end; false when asked to stop before.
  private boolean epoch() {
    try (BatchWalk walk = batches.walk(place.epoch(), place.batch())) {
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
          "train: there are no samples in epoch %d; a stream must give some for every epoch"
              .formatted(place.epoch() + 1));
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
        throw new DivergedException(place, number, optimizer.rule().toString());
      }
      EpochSums more = next.plus(number, weight, batch.count());
      next = Profile.section("metrics", () -> metrics(more, result, batch));
      loss = group.size() == 1 ? number : loss + share * number;
      samples += batch.count();
    }
    Profile.section("update", optimizer::step);
    sums = next;
    place = new Progress(place.epoch(), place.batch() + group.size(), place.step() + 1);
    listeners.remarkOnRecording(trainingStep.refusal());
    listeners.tell(new TrainEvent.BatchDone(place, samples, loss, sums.figures(options.metrics())));
  }

  private EpochSums metrics(EpochSums more, Step.Result result, Batch batch) {
    return options.metrics().isEmpty()
        ? more
        : more.plus(options.metrics(), result.outputs(), batch.target());
  }

  /// The randomness in layers for a batch of the present step.
  private RandomGenerator random(int batchInStep) {
    String purpose = batchInStep == 0 ? "layers" : "layers of batch " + batchInStep;
    return RandomStream.of(options.seed(), purpose, place.step());
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
        new EpochRecord(place.epoch() + 1, sums.figures(options.metrics()), validation);
    double value = validation.map(options.monitor()::of).orElse(Double.NaN);
    boolean isBest = options.monitor().isBetter(value, best);
    if (isBest) {
      best =
          new Best(
              record.epoch(), value, options.bestWeights() ? parameters.stateDict() : Map.of());
    }
    history.add(record);
    place = new Progress(place.epoch() + 1, 0, place.step());
    sums = EpochSums.EMPTY;
    listeners.tell(new TrainEvent.EpochDone(record, isBest));
  }

  /// Everything needed to go on from the last step. To be called between steps: by a listener, or
  /// when [#fit()] has returned; its weights are those of the last step then too, not the best
  /// ones.
  public Checkpoint checkpoint() {
    return new Checkpoint(
        place,
        lastWeights != null ? lastWeights : parameters.stateDict(),
        optimizer.stateDict(),
        best,
        sums,
        List.copyOf(history),
        Fingerprint.of(model, step, optimizer, training, options));
  }

  /// Writes the [#checkpoint] to a file, replacing an older one as a whole.
  public void save(Path file) throws IOException {
    checkpoint().write(file);
  }

  /// Goes on from the checkpoint in a file, to the same bits as a run that was never broken off.
  ///
  /// @throws IOException if it cannot be read, is cut short, or is not a checkpoint
  /// @throws IllegalArgumentException naming what is different; then nothing has changed
  public void resume(Path file) throws IOException {
    resume(Checkpoint.read(file));
  }

  /// Goes on from a checkpoint of the same model, data and options.
  ///
  /// @throws IllegalArgumentException naming what is different; then nothing has changed
  public void resume(Checkpoint checkpoint) {
    Given.required("the checkpoint", checkpoint, "give one of Checkpoint.read");
    checkpoint.fingerprint().requireSame(Fingerprint.of(model, step, optimizer, training, options));
    TrainingState.load(
        parameters,
        checkpoint.weights(),
        optimizer,
        checkpoint.optimizerState(),
        checkpoint.place().step());
    lastWeights = null;
    place = checkpoint.place();
    best = checkpoint.best();
    sums = checkpoint.sums();
    history.clear();
    history.addAll(checkpoint.history());
  }
}
