package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.data.BatchWalk;
import dev.adjoint.data.RandomStream;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One step of a run: the gradients of a batch, or of several batches that are accumulated, and the
/// update of the parameters.
final class OptimizerStep {

  private final Step step;
  private final Optimizer optimizer;
  private final TrainOptions options;
  private final TrainingStep trainingStep;

  OptimizerStep(Object model, Step step, Optimizer optimizer, TrainOptions options) {
    this.step = step;
    this.optimizer = optimizer;
    this.options = options;
    this.trainingStep = new TrainingStep(model, step);
  }

  /// A step that was taken.
  ///
  /// @param samples the number of its samples
  /// @param loss the mean loss over its samples
  /// @param sums the sums of the epoch with these samples
  record Taken(int samples, double loss, EpochSums sums) {}

  /// Why steps are not replayed; empty while they are.
  Optional<String> refusal() {
    return trainingStep.refusal();
  }

  /// The batches of the next step; fewer than [TrainOptions#accumulation] at the end of an epoch.
  List<Batch> group(BatchWalk walk) {
    List<Batch> group = new ArrayList<>();
    while (group.size() < options.accumulation() && walk.hasNext()) {
      group.add(walk.next());
    }
    return group;
  }

  /// Changes the parameters by one step.
  ///
  /// @param at where the run is before the step
  /// @param sums the sums of the epoch before the step
  /// @param metrics what is added to the sums besides the loss
  /// @throws DivergedException if the loss of a batch is NaN or infinite; then the parameters have
  ///   not changed
  Taken take(List<Batch> group, Progress at, EpochSums sums, List<Metric> metrics) {
    optimizer.zeroGrad();
    double total = group.stream().mapToDouble(step::weight).sum();
    List<BatchResult> results = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      BatchResult result =
          compute(group.get(i), total, isOneBatch(), i, at, metrics, Optional.empty());
      requireFinite(result, at);
      results.add(result);
    }
    Taken taken = sum(results, total, at, sums, metrics);
    Profile.section("update", optimizer::step);
    return taken;
  }

  /// Whether a step has one batch, whose loss is not weighted.
  boolean isOneBatch() {
    return options.accumulation() == 1;
  }

  /// Adds the gradients of one batch of a step to the parameters.
  ///
  /// @param total the weight of all batches of the step
  /// @param isAlone whether it is the only batch that a step can have
  /// @param index the position of the batch in the step
  /// @param complete is told of parameters whose gradients are complete while others are computed
  BatchResult compute(
      Batch batch,
      double total,
      boolean isAlone,
      int index,
      Progress at,
      List<Metric> metrics,
      Optional<Consumer<Parameter>> complete) {
    double weight = step.weight(batch);
    Step.Result result =
        trainingStep.run(
            batch,
            isAlone ? Optional.empty() : Optional.of((float) (weight / total)),
            random(index, at.step()),
            complete);
    double loss = result.loss().item();
    List<double[]> states =
        Double.isFinite(loss)
            ? Profile.section("metrics", () -> states(metrics, result, batch))
            : metrics.stream().map(_ -> new double[0]).toList();
    return new BatchResult(loss, weight, batch.count(), states);
  }

  private static List<double[]> states(List<Metric> metrics, Step.Result result, Batch batch) {
    return metrics.stream().map(each -> each.state(result.outputs(), batch.target())).toList();
  }

  private void requireFinite(BatchResult result, Progress at) {
    if (!Double.isFinite(result.loss())) {
      throw new DivergedException(at, result.loss(), optimizer.rule().toString());
    }
  }

  /// The figures of a step from those of all its batches, in their order.
  ///
  /// @throws DivergedException if the loss of a batch is NaN or infinite
  Taken sum(
      List<BatchResult> results, double total, Progress at, EpochSums sums, List<Metric> metrics) {
    double loss = 0;
    int samples = 0;
    EpochSums next = sums;
    for (BatchResult each : results) {
      requireFinite(each, at);
      next = next.plus(each.loss(), each.weight(), each.count());
      next = metrics.isEmpty() ? next : next.plus(metrics, each.states());
      double share = each.weight() / total;
      loss = results.size() == 1 ? each.loss() : loss + share * each.loss();
      samples += each.count();
    }
    return new Taken(samples, loss, next);
  }

  /// The randomness in layers for a batch of a step.
  ///
  /// @param batchInStep 0, or more where batches are accumulated
  /// @param steps the number of steps taken before
  RandomGenerator random(int batchInStep, long steps) {
    String purpose = batchInStep == 0 ? "layers" : "layers of batch " + batchInStep;
    return RandomStream.of(options.seed(), purpose, steps);
  }
}
