package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Split;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Profile;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The training loop: forward, loss, backward, step, and after each epoch a look at the held-out
/// samples.
///
/// Every result depends on the model, the data, the options and nothing else. All randomness of a
/// step comes from the seed and the step's place, so a run that goes on from a [Checkpoint] ends in
/// the same bits as an unbroken one. A model made of records is run from a recording
/// ([dev.adjoint.tensor.RecordedStep]), which is faster and gives the same bits; anything else is
/// called at every step. The same loop written out is four lines:
///
/// ```java
/// optimizer.zeroGrad();
/// Tensor loss = criterion.of(model.forward(x, new Pass.Training(random)), y);
/// loss.backward();
/// optimizer.step();
/// ```
public final class Trainer {

  private final Layer model;
  private final Parameters parameters;
  private final Loss loss;
  private final Optimizer optimizer;
  private final Split data;
  private final Scoring scoring;
  private final TrainOptions options;
  private final Batches batches;
  private final TrainingStep step;
  private final List<Consumer<TrainEvent>> listeners = new ArrayList<>();

  private Progress place = Progress.START;
  private EpochSums sums = EpochSums.EMPTY;
  private Best best = Best.NONE;
  private final List<EpochRecord> history = new ArrayList<>();
  private volatile boolean stopping;

  /// The weights of the last step while the model has the best ones, which training goes on from.
  private @Nullable Map<String, Tensor> lastWeights;

  /// A trainer of this model.
  ///
  /// @param loss one that is a mean over the samples
  /// @param optimizer one of this model's parameters
  public Trainer(
      Layer model,
      Loss loss,
      Optimizer optimizer,
      Split data,
      Scoring scoring,
      TrainOptions options) {
    this.model = model;
    this.parameters = Parameters.of(model);
    this.loss = loss;
    this.optimizer = optimizer;
    this.data = data;
    this.scoring = scoring;
    this.options = options;
    this.step = new TrainingStep(model, loss);
    this.batches = Batches.shuffled(data.training(), options.batch(), options.seed());
  }

  /// Tells this listener every event from now on, on the training thread.
  public Trainer listen(Consumer<TrainEvent> listener) {
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

  /// Trains until the last epoch, until the validation loss stops getting better, or until
  /// [#stop()].
  ///
  /// @return the last event; unless interrupted the model has the best weights now
  /// @throws DivergedException if the loss becomes NaN or infinite, or that of validation always is
  public TrainEvent.Finished fit() {
    tell(
        new TrainEvent.Started(
            parameters.count(), data.training().count(), batches.count(), options.epochs(), place));
    if (lastWeights != null) {
      parameters.loadStateDict(lastWeights);
      lastWeights = null;
    }
    TrainEvent.Ending ending = TrainEvent.Ending.COMPLETED;
    while (place.epoch() < options.epochs() && ending == TrainEvent.Ending.COMPLETED) {
      if (best.isStale(place.epoch(), options.patience())) {
        ending = TrainEvent.Ending.STOPPED_EARLY;
      } else if (!epoch()) {
        ending = TrainEvent.Ending.INTERRUPTED;
      }
    }
    if (ending != TrainEvent.Ending.INTERRUPTED) {
      if (best.weights().isEmpty()) {
        throw new DivergedException(place, optimizer.rule().toString());
      }
      lastWeights = parameters.stateDict();
      parameters.loadStateDict(best.weights());
    }
    stopping = false;
    TrainEvent.Finished finished = new TrainEvent.Finished(ending, best);
    tell(finished);
    return finished;
  }

  /// Runs the present epoch to its end; false when asked to stop before.
  private boolean epoch() {
    for (Batch batch : batches.epoch(place.epoch(), place.batch())) {
      if (stopping) {
        return false;
      }
      Profile.section("step", () -> step(batch));
    }
    Profile.section("validation", this::validate);
    return true;
  }

  private void step(Batch batch) {
    optimizer.zeroGrad();
    Tensor[] results = step.run(batch, RandomStream.of(options.seed(), "layers", place.step()));
    Tensor outputs = results[1];
    double number = results[0].item();
    if (!Double.isFinite(number)) {
      throw new DivergedException(place, number, optimizer.rule().toString());
    }
    Profile.section("update", optimizer::step);
    sums = Profile.section("metrics", () -> sums.plus(number, outputs, batch.target(), scoring));
    place = new Progress(place.epoch(), place.batch() + 1, place.step() + 1);
    tell(new TrainEvent.BatchDone(place, batch.count(), number, sums.means()));
  }

  private void validate() {
    Figures validation = Evaluation.of(model, data.validation(), loss, scoring);
    EpochRecord record = new EpochRecord(place.epoch() + 1, sums.means(), validation);
    boolean isBest = best.isBeatenBy(validation.loss());
    if (isBest) {
      best = new Best(record.epoch(), validation.loss(), parameters.stateDict());
    }
    history.add(record);
    place = new Progress(place.epoch() + 1, 0, place.step());
    sums = EpochSums.EMPTY;
    tell(new TrainEvent.EpochDone(record, isBest));
  }

  private void tell(TrainEvent event) {
    for (Consumer<TrainEvent> listener : listeners) {
      listener.accept(event);
    }
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
        Fingerprint.of(model, optimizer, data, options));
  }

  /// Goes on from a checkpoint of the same model, data and options.
  ///
  /// @throws IllegalArgumentException naming what is different; then nothing has changed
  public void resume(Checkpoint checkpoint) {
    checkpoint.fingerprint().requireSame(Fingerprint.of(model, optimizer, data, options));
    parameters.loadStateDict(checkpoint.weights());
    lastWeights = null;
    optimizer.loadStateDict(checkpoint.optimizerState(), checkpoint.place().step());
    place = checkpoint.place();
    best = checkpoint.best();
    sums = checkpoint.sums();
    history.clear();
    history.addAll(checkpoint.history());
  }
}
