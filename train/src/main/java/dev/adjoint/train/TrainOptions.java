package dev.adjoint.train;

import dev.adjoint.data.Batches;
import dev.adjoint.data.LastBatch;
import dev.adjoint.data.Source;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// How a [Trainer] trains.
///
/// ```java
/// TrainOptions.ofEpochs(20).withBatch(64).withSeed(1).withValidation(held).withMetrics(new Accuracy())
/// ```
///
/// @param epochs how often every sample is seen, at least 1
/// @param steps the number of steps after which training ends, also within an epoch; empty for no
///   limit
/// @param batch samples in a batch, at least 1
/// @param seed determines the order of the samples and the randomness in layers
/// @param accumulation batches whose gradients are averaged for one step, at least 1
/// @param lastBatch whether a smaller last batch is used; if empty it is used, except a single
///   sample for a model with batch normalisation
/// @param shuffleBuffer the number of samples of a stream from which the next one is drawn
/// @param classWeights how much each class counts in the loss
/// @param validation the samples that the model is validated on after each epoch; empty for none
/// @param metrics the figures beside the loss
/// @param monitor the validation figure that decides which epoch is the best
/// @param patience epochs without a better one after which training stops; 0 never stops early
/// @param bestWeights whether the model ends with the weights of its best epoch, not the last
public record TrainOptions(
    int epochs,
    OptionalLong steps,
    int batch,
    long seed,
    int accumulation,
    Optional<LastBatch> lastBatch,
    int shuffleBuffer,
    ClassWeights classWeights,
    Optional<Source> validation,
    List<Metric> metrics,
    Monitor monitor,
    int patience,
    boolean bestWeights) {

  private static final String NAME = "[\\w.@-]+";

  /// Checks the ranges.
  public TrainOptions {
    TrainArguments.atLeast("the number of epochs", 1, epochs, "10 is usual");
    TrainArguments.required("the number of steps", steps, "give OptionalLong.empty() for no limit");
    if (steps.isPresent()) {
      TrainArguments.atLeast("the number of steps", 1, steps.getAsLong(), "1000 is usual");
    }
    TrainArguments.atLeast("the batch size", 1, batch, "32 is usual");
    TrainArguments.atLeast("the accumulation", 1, accumulation, "1 takes a step after each batch");
    TrainArguments.atLeast("the shuffle buffer", 1, shuffleBuffer, "1024 is usual");
    TrainArguments.atLeast("the patience", 0, patience, "0 never stops early");
    TrainArguments.required("the class weights", classWeights, "give ClassWeights.none() for none");
    TrainArguments.required("the treatment of the last batch", lastBatch, "give Optional.empty()");
    TrainArguments.required("the validation source", validation, "give Optional.empty() for none");
    TrainArguments.required("the monitor", monitor, "give Monitor.LOSS");
    TrainArguments.required("the list of metrics", metrics, "give List.of()");
    for (int i = 0; i < metrics.size(); i++) {
      TrainArguments.required("metrics[%d]".formatted(i), metrics.get(i), "give a metric");
    }
    metrics = List.copyOf(metrics);
    requireNames(metrics);
    boolean isKnown =
        monitor.figure().equals("loss")
            || metrics.stream().anyMatch(metric -> metric.name().equals(monitor.figure()));
    if (!isKnown) {
      throw new IllegalArgumentException(
          "train: the monitored figure is %s but the metrics are %s; add it with withMetrics"
              .formatted(monitor.figure(), metrics.stream().map(Metric::name).toList()));
    }
  }

  private static void requireNames(List<Metric> metrics) {
    Set<String> names = new HashSet<>();
    for (Metric metric : metrics) {
      String name = metric.name();
      if (!name.matches(NAME) || name.equals("loss") || !names.add(name)) {
        throw new IllegalArgumentException(
            "train: a metric has the name '%s', but names of metrics differ, are not 'loss' and have only letters, digits, _, -, . and @; rename it"
                .formatted(name));
      }
    }
  }

  /// This number of epochs, batches of 32, seed 0; everything else has its default.
  public static TrainOptions ofEpochs(int epochs) {
    return new TrainOptions(
        epochs,
        OptionalLong.empty(),
        32,
        0,
        1,
        Optional.empty(),
        Batches.SHUFFLE_BUFFER,
        ClassWeights.none(),
        Optional.empty(),
        List.of(),
        Monitor.LOSS,
        0,
        true);
  }

  /// This number of steps, in as many epochs as they need; everything else as in [#ofEpochs].
  public static TrainOptions ofSteps(long steps) {
    return ofEpochs(Integer.MAX_VALUE).withSteps(steps);
  }

  /// The same with at most this number of epochs.
  @CheckReturnValue
  public TrainOptions withEpochs(int number) {
    return with(change -> change.epochs = number);
  }

  /// The same with at most this number of steps (`max_steps` in Lightning).
  @CheckReturnValue
  public TrainOptions withSteps(long number) {
    return with(change -> change.steps = OptionalLong.of(number));
  }

  /// The same with this number of samples in a batch.
  @CheckReturnValue
  public TrainOptions withBatch(int samples) {
    return with(change -> change.batch = samples);
  }

  /// The same with this seed.
  @CheckReturnValue
  public TrainOptions withSeed(long number) {
    return with(change -> change.seed = number);
  }

  /// The same with this number of batches in a step: the gradient is the mean over all their
  /// samples, as if they were one batch. Batch normalisation still normalises each batch
  /// separately.
  @CheckReturnValue
  public TrainOptions withAccumulation(int batches) {
    return with(change -> change.accumulation = batches);
  }

  /// The same with this rule for a smaller last batch.
  @CheckReturnValue
  public TrainOptions withLastBatch(LastBatch treatment) {
    TrainArguments.required("the treatment of the last batch", treatment, "give one of LastBatch");
    return with(change -> change.lastBatch = Optional.of(treatment));
  }

  /// The same with so many the number of samples of a stream from which the next one is drawn.
  @CheckReturnValue
  public TrainOptions withShuffleBuffer(int samples) {
    return with(change -> change.shuffleBuffer = samples);
  }

  /// The same with weights for the classes.
  @CheckReturnValue
  public TrainOptions withClassWeights(ClassWeights weights) {
    return with(change -> change.classWeights = weights);
  }

  /// The same with samples that the model is validated on after each epoch.
  @CheckReturnValue
  public TrainOptions withValidation(Source source) {
    TrainArguments.required("the validation source", source, "leave it out for none");
    return with(change -> change.validation = Optional.of(source));
  }

  /// The same with these metrics beside the loss.
  @CheckReturnValue
  public TrainOptions withMetrics(Metric... figures) {
    TrainArguments.required("the array of metrics", figures, "give none or some metrics");
    return withMetrics(Arrays.asList(figures));
  }

  /// The same with these metrics beside the loss.
  @CheckReturnValue
  public TrainOptions withMetrics(List<Metric> figures) {
    return with(change -> change.metrics = figures);
  }

  /// The same, but this metric instead of the loss decides which epoch is the best.
  @CheckReturnValue
  public TrainOptions withMonitor(Metric metric) {
    TrainArguments.required("the metric to monitor", metric, "give one of the metrics");
    return withMonitor(new Monitor(metric.name(), metric.higherIsBetter(), 0));
  }

  /// The same, but this figure decides which epoch is the best.
  @CheckReturnValue
  public TrainOptions withMonitor(Monitor figure) {
    return with(change -> change.monitor = figure);
  }

  /// The same, but training stops after this number of epochs without a better one; 0 never stops
  /// early.
  @CheckReturnValue
  public TrainOptions withPatience(int stale) {
    return with(change -> change.patience = stale);
  }

  /// The same, but the model ends with the weights of the last epoch.
  @CheckReturnValue
  public TrainOptions withLastWeights() {
    return with(change -> change.bestWeights = false);
  }

  private TrainOptions with(Consumer<Change> change) {
    Change changed = new Change(this);
    change.accept(changed);
    return changed.options();
  }

  /// A copy of options in which one is about to be replaced.
  private static final class Change {
    int epochs;
    OptionalLong steps;
    int batch;
    long seed;
    int accumulation;
    Optional<LastBatch> lastBatch;
    int shuffleBuffer;
    ClassWeights classWeights;
    Optional<Source> validation;
    List<Metric> metrics;
    Monitor monitor;
    int patience;
    boolean bestWeights;

    Change(TrainOptions from) {
      epochs = from.epochs;
      steps = from.steps;
      batch = from.batch;
      seed = from.seed;
      accumulation = from.accumulation;
      lastBatch = from.lastBatch;
      shuffleBuffer = from.shuffleBuffer;
      classWeights = from.classWeights;
      validation = from.validation;
      metrics = from.metrics;
      monitor = from.monitor;
      patience = from.patience;
      bestWeights = from.bestWeights;
    }

    TrainOptions options() {
      return new TrainOptions(
          epochs,
          steps,
          batch,
          seed,
          accumulation,
          lastBatch,
          shuffleBuffer,
          classWeights,
          validation,
          metrics,
          monitor,
          patience,
          bestWeights);
    }
  }
}
