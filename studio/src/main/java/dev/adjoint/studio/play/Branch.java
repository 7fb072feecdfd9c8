package dev.adjoint.studio.play;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.metric.Accuracy;
import dev.adjoint.nn.metric.BinaryAccuracy;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import dev.adjoint.train.TimeLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One sequence of steps on the page Play: the run itself, or its continuation with another setting
/// or another weight from some step on.
final class Branch {

  private static final int FEW_POINTS = 1500;

  /// The share of the time that the figures of a run that trains may take.
  private static final int SHARE = 8;

  private static final long FRAME_BYTES = 48L << 20;

  private final String name;
  private final Optional<String> origin;
  private final String difference;
  private final PlaySetup setup;
  private final PlaySamples samples;
  private final Sequential model;
  private final Optimizer optimizer;
  private final TimeLine line;
  private final LossHistory history;
  private Optional<String> ending = Optional.empty();
  private Optional<Shown> shown = Optional.empty();
  private long shownAt;
  private long shownCost;

  /// Figures over all points.
  ///
  /// @param step at which they were computed
  record Shown(long step, Figures training, Figures held) {}

  private Branch(
      String name,
      Optional<String> origin,
      String difference,
      PlaySetup setup,
      PlaySamples samples,
      Optional<Branch> from) {
    this.name = name;
    this.origin = origin;
    this.difference = difference;
    this.setup = setup;
    this.samples = samples;
    this.model = setup.network(samples.outputs());
    this.optimizer = Optimizer.of(model, setup.rule());
    TimeLine started =
        TimeLine.of(model, setup.loss().loss(), optimizer, samples.training(), setup.options())
            .withMemory(FRAME_BYTES);
    this.line = from.map(some -> started.branchedFrom(some.line)).orElse(started);
    int count = samples.training().count() + (samples.isSplit() ? samples.held().count() : 0);
    // All points are evaluated rarely where they are many, so that steps and not evaluations take
    // the time.
    this.history =
        new LossHistory(line.step(), Math.max(1, Integer.highestOneBit(count / FEW_POINTS)));
    evaluate();
  }

  /// The run of a setup.
  static Branch main(PlaySetup setup, PlaySamples samples) {
    return new Branch("main", Optional.empty(), "", setup, samples, Optional.empty());
  }

  /// The continuation of this branch from its present step with other training settings.
  Branch with(String other, PlaySetup changed, String what) {
    return new Branch(other, Optional.of(name), what, changed, samples, Optional.of(this));
  }

  /// The continuation of this branch from its present step with another number in a parameter.
  ///
  /// @throws IllegalArgumentException when there is no such parameter
  Branch edited(String other, String parameter, int flat, float number, String what) {
    Map<String, Tensor> weights = Parameters.of(model).stateDict();
    Map<String, Tensor> changed = new java.util.LinkedHashMap<>(weights);
    Tensor old = java.util.Objects.requireNonNull(weights.get(parameter), parameter);
    float[] numbers = old.toFloatArray();
    numbers[flat] = number;
    changed.put(parameter, Tensor.of(numbers, old.shape()));
    try {
      Parameters.of(model).loadStateDict(changed);
      return new Branch(other, Optional.of(name), what, setup, samples, Optional.of(this));
    } finally {
      Parameters.of(model).loadStateDict(weights);
    }
  }

  /// Takes one step; stops at a loss that is not finite and gives the reason in [#ending].
  ///
  /// @return whether a step was taken
  boolean next() {
    long step = line.step();
    try {
      history.batch(step, line.next());
    } catch (DivergedException e) {
      ending = Optional.of(String.valueOf(e.getMessage()));
      return false;
    }
    if (history.wants(line.step())) {
      evaluate();
    }
    return true;
  }

  private void evaluate() {
    Figures training = figures(samples.training());
    history.evaluated(
        line.step(),
        training.loss(),
        samples.isSplit() ? figures(samples.held()).loss() : training.loss());
  }

  /// Goes to a step, in either direction.
  void seek(long step) {
    ending = Optional.empty();
    while (line.step() < step && history.end() < step) {
      if (!next()) {
        return;
      }
    }
    if (line.step() != step) {
      line.seek(step);
    }
  }

  /// The figures of the present step; while the run trains, those of some steps before if they are
  /// expensive.
  Shown shown(boolean isTraining) {
    Shown last = shown.orElse(null);
    long now = System.nanoTime();
    if (last != null
        && (last.step() == line.step() || (isTraining && now - shownAt < SHARE * shownCost))) {
      return last;
    }
    Figures training = figures(samples.training());
    Shown next =
        new Shown(line.step(), training, samples.isSplit() ? figures(samples.held()) : training);
    shown = Optional.of(next);
    shownAt = System.nanoTime();
    shownCost = shownAt - now;
    return next;
  }

  private Figures figures(dev.adjoint.data.DataSet points) {
    return Evaluation.of(model, points, setup.loss().loss(), metrics());
  }

  private List<Metric> metrics() {
    if (setup.loss() == PlayLoss.CROSS_ENTROPY) {
      return List.of(new Accuracy());
    }
    // Two classes are separated at 0, for targets 0 and 1 as well as for −1 and 1.
    return samples.classes() == 2 ? List.of(new BinaryAccuracy()) : List.of();
  }

  String name() {
    return name;
  }

  Optional<String> origin() {
    return origin;
  }

  String difference() {
    return difference;
  }

  PlaySetup setup() {
    return setup;
  }

  Sequential model() {
    return model;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  TimeLine line() {
    return line;
  }

  LossHistory history() {
    return history;
  }

  Optional<String> ending() {
    return ending;
  }
}
