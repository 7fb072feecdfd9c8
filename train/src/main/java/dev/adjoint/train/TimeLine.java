package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.data.BatchWalk;
import dev.adjoint.data.Batches;
import dev.adjoint.data.LastBatch;
import dev.adjoint.data.Source;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.BatchNorm;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The steps of a training run, in which one can go to any step, forwards and backwards, and always
/// meets the same bits.
///
/// ```java
/// TimeLine line = TimeLine.of(model, loss, optimizer, training, options);
/// line.seek(1180);
/// line.next();
/// line.back();
/// String hash = line.hash();
/// ```
///
/// Its steps are those of a [Trainer] with the same arguments. The model and the optimizer are
/// always in the state of the present step. The state is the weights, the buffers and what the
/// optimizer remembers; all randomness follows from the seed and the number of the step.
/// [KeyFrames] keep the states of some steps in bounded memory, and what lies between them is run
/// again. A layer must not change anything but its parameters and buffers from step to step. Not
/// safe for use by several threads at once.
public final class TimeLine {

  private final Parameters parameters;
  private final Step step;
  private final Optimizer optimizer;
  private final TrainOptions options;
  private final Batches batches;
  private final OptimizerStep optimizerStep;
  private KeyFrames frames = new KeyFrames(KeyFrames.BYTES);
  private Progress position = Progress.START;

  /// The walk that gives the next batch, if it is at the present position.
  private @Nullable BatchWalk walk;

  private TimeLine(
      Object model, Step step, Optimizer optimizer, Source training, TrainOptions options) {
    this.parameters = Parameters.of(model);
    this.step = step;
    this.optimizer = optimizer;
    this.options = options;
    TrainerChecks.requireOwn(optimizer, parameters);
    this.optimizerStep = new OptimizerStep(model, step, optimizer, options);
    this.batches = batches(model, training, options);
    frames.root(frame());
  }

  /// The batches of a run.
  static Batches batches(Object model, Source training, TrainOptions options) {
    LastBatch automatic =
        Parts.contains(model, BatchNorm.class) ? LastBatch.DROP_SINGLE : LastBatch.KEEP;
    return Batches.shuffled(training, options.batch(), options.seed())
        .withShuffleBuffer(options.shuffleBuffer())
        .withLastBatch(options.lastBatch().orElse(automatic));
  }

  /// The time line of a model with one input, at step 0.
  ///
  /// @param model with the weights that the run starts from
  /// @param optimizer one of this model's parameters, which has taken no step
  /// @throws IllegalArgumentException as [Trainer#of]
  public static TimeLine of(
      Layer model, Loss loss, Optimizer optimizer, Source training, TrainOptions options) {
    TrainerChecks.requireGiven(model, optimizer, training, options);
    TrainArguments.required("the loss", loss, "give one, such as new CrossEntropyLoss()");
    Loss weighted = options.classWeights().apply(loss, training);
    return new TimeLine(model, Step.of(model, weighted), optimizer, training, options);
  }

  /// The time line of a model of any shape, by a step of your own.
  public static TimeLine ofStep(
      Object model, Step step, Optimizer optimizer, Source training, TrainOptions options) {
    TrainerChecks.requireGiven(model, optimizer, training, options);
    TrainArguments.required("the step", step, "give a record that implements Step, or a lambda");
    return new TimeLine(model, step, optimizer, training, options);
  }

  /// The same with so many bytes for key frames; two frames are kept in any case.
  public TimeLine withMemory(long bytes) {
    frames = frames.within(bytes);
    return this;
  }

  /// Keeps the state in a checkpoint of this run as a key frame, so that steps behind it need not
  /// be run from the start.
  ///
  /// @throws IllegalArgumentException naming what does not fit the model or the optimizer; then
  ///   nothing has changed
  public TimeLine with(Checkpoint checkpoint) {
    TrainArguments.required("the checkpoint", checkpoint, "give one of Checkpoint.read");
    KeyFrames.Frame present = frame();
    closeWalk();
    long steps = checkpoint.progress().step();
    KeyFrames.Frame given =
        new KeyFrames.Frame(
            startOfEpoch(checkpoint.progress()),
            checkpoint.weights(),
            checkpoint.optimizerState(),
            steps);
    load(given);
    frames.keep(given);
    load(present);
    return this;
  }

  /// Makes this line a branch: it starts from the present state of another one, with its own
  /// settings. What the optimizer remembers is taken over if its rule can remember it; another rule
  /// starts without memory. With batches of another size it continues after the samples that the
  /// origin has seen in the present epoch, rounded down to whole batches.
  ///
  /// @param origin a line of a model with the same parameters
  public TimeLine branchedFrom(TimeLine origin) {
    TrainArguments.required("the origin", origin, "give the time line to branch from");
    KeyFrames.Frame there = origin.frame();
    KeyFrames.Frame start =
        new KeyFrames.Frame(
            there.progress().withBatches(origin.options.batch(), options.batch()),
            there.weights(),
            there.optimizerState(),
            there.steps());
    try {
      load(start);
    } catch (IllegalArgumentException _) {
      load(new KeyFrames.Frame(start.progress(), start.weights(), Map.of(), start.steps()));
    }
    return rooted();
  }

  /// Makes the state in a checkpoint of this run the first one, as that of a branch is.
  ///
  /// @throws IllegalArgumentException naming what does not fit the model or the optimizer; then
  ///   nothing has changed
  public TimeLine startingAt(Checkpoint checkpoint) {
    with(checkpoint);
    load(frames.before(checkpoint.progress().step()));
    return rooted();
  }

  private TimeLine rooted() {
    frames.root(frame());
    frames = frames.within(frames.bytes());
    return this;
  }

  /// The first step that one can go to: 0, or that at which a branch starts.
  public long first() {
    return frames.first();
  }

  /// The number of steps so far.
  public long step() {
    return position.step();
  }

  /// The present position: the epoch and the batch that come next.
  public Progress progress() {
    return position;
  }

  /// The number of steps of the run; empty where the length of an epoch or the number of epochs is
  /// not known.
  public OptionalLong end() {
    if (batches.count().isEmpty() || options.epochs() == Integer.MAX_VALUE) {
      return options.steps();
    }
    long group = options.accumulation();
    long each = (batches.count().getAsInt() + group - 1) / group;
    Progress start = frames.before(frames.first()).progress();
    long done = start.epoch() * each + (start.batch() + group - 1) / group;
    long all = start.step() + options.epochs() * each - done;
    return OptionalLong.of(Math.min(all, options.steps().orElse(all)));
  }

  /// Goes to a step, in either direction: the model and the optimizer are then as they were when so
  /// many steps had been taken.
  ///
  /// @throws IllegalArgumentException if the run has no such step
  public TimeLine seek(long target) {
    long first = frames.first();
    if (target < first || target > end().orElse(Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "time line: step %d is asked for but the run has the steps %d to %s; choose one of them"
              .formatted(
                  target, first, end().isPresent() ? Long.toString(end().getAsLong()) : "…"));
    }
    KeyFrames.Frame nearest = frames.before(target);
    if (target < position.step() || nearest.progress().step() > position.step()) {
      load(nearest);
    }
    while (position.step() < target) {
      next();
    }
    return this;
  }

  /// Takes the next step.
  ///
  /// @return its loss
  /// @throws DivergedException if the loss is NaN or infinite, where a trainer stops too
  /// @throws IllegalArgumentException behind the last step
  public double next() {
    List<Batch> group = take();
    double loss;
    try {
      loss = optimizerStep.take(group, position, EpochSums.EMPTY, List.of()).loss();
    } catch (DivergedException e) {
      closeWalk();
      throw e;
    }
    position =
        startOfEpoch(new Progress(position.epoch(), position.batch() + group.size(), step() + 1));
    if (frames.wants(position.step())) {
      frames.keep(frame());
    }
    return loss;
  }

  /// Goes one step back.
  ///
  /// @throws IllegalArgumentException at the first step
  public TimeLine back() {
    return seek(position.step() - 1);
  }

  /// The batches of the next step, without taking it: one, or several that are accumulated.
  public List<Batch> batches() {
    List<Batch> group = take();
    closeWalk();
    return group;
  }

  /// The randomness in layers for a batch of the next step, from its start.
  ///
  /// @param batchInStep 0, or more where batches are accumulated
  public RandomGenerator random(int batchInStep) {
    return optimizerStep.random(batchInStep, position.step());
  }

  /// How the loss of a batch is computed.
  public Step stepOfBatch() {
    return step;
  }

  /// SHA-256 over all weights and buffers, in hexadecimal: equal for equal bits.
  public String hash() {
    return Digest.sha256(parameters.stateDict());
  }

  /// The steps whose states are kept.
  public List<Long> keyFrames() {
    return frames.steps();
  }

  private List<Batch> take() {
    if (position.step() >= end().orElse(Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "time line: the run ends with step %d; go back, or branch with more epochs"
              .formatted(position.step()));
    }
    BatchWalk open = walk();
    if (!open.hasNext()) {
      closeWalk();
      position = new Progress(position.epoch() + 1, 0, position.step());
      open = walk();
    }
    return optimizerStep.group(open);
  }

  private BatchWalk walk() {
    BatchWalk open = walk;
    if (open == null) {
      open = batches.walk(position.epoch(), position.batch());
      walk = open;
    }
    return open;
  }

  /// The position itself, or the start of the next epoch if the epoch has no more batches.
  private Progress startOfEpoch(Progress after) {
    BatchWalk open = walk;
    boolean isOver =
        open != null ? !open.hasNext() : after.batch() >= batches.count().orElse(Integer.MAX_VALUE);
    if (!isOver) {
      return after;
    }
    closeWalk();
    return new Progress(after.epoch() + 1, 0, after.step());
  }

  private void closeWalk() {
    BatchWalk open = walk;
    if (open != null) {
      open.close();
      walk = null;
    }
  }

  private KeyFrames.Frame frame() {
    return new KeyFrames.Frame(
        position, parameters.stateDict(), optimizer.stateDict(), optimizer.steps());
  }

  private void load(KeyFrames.Frame frame) {
    TrainingState.load(
        parameters, frame.weights(), optimizer, frame.optimizerState(), frame.steps());
    closeWalk();
    position = frame.progress();
  }

  @Override
  public String toString() {
    return "TimeLine(step %d, key frames %s)".formatted(position.step(), frames.steps());
  }
}
