package dev.adjoint.explain.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.explain.diagnose.check.TrainingCheck;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Healthy;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainOptions;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Samples, networks and trainings in which faults are planted.
final class Planted {

  static final int CLASSES = 3;
  static final int INPUTS = 4;

  private Planted() {}

  /// Points around the centres of classes.
  static DataSet blobs(int count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    float[] x = new float[count * INPUTS];
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(CLASSES);
      for (int j = 0; j < INPUTS; j++) {
        double centre = j % CLASSES == labels[i] ? 1.2 : -0.6;
        x[i * INPUTS + j] = (float) (centre + random.nextGaussian());
      }
    }
    return new DataSet(
        Tensor.of(x, Shape.of(count, INPUTS)),
        Tensor.of(labels),
        java.util.List.of(),
        java.util.List.of());
  }

  static Layer network(Activation activation, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    return Sequential.of(
        Linear.of(INPUTS, 16, random),
        activation,
        Linear.of(16, 16, random),
        activation,
        Linear.of(16, CLASSES, random));
  }

  static TrainingSetup setup(Layer model, UpdateRule rule, Source samples) {
    return setup(model, new CrossEntropyLoss(), rule, samples);
  }

  static TrainingSetup setup(Layer model, Loss loss, UpdateRule rule, Source samples) {
    TrainingSetup setup =
        TrainingSetup.of(
            model,
            loss,
            Optimizer.of(model, rule),
            samples,
            TrainOptions.ofEpochs(20).withBatch(16).withSeed(3));
    return setup.with(setup.background().withSteps(80));
  }

  static TrainingSetup healthy() {
    return setup(network(Activation.RELU, 1), new Adam(0.01), blobs(240, 1));
  }

  /// The fault is found and its cure helps.
  static Finding found(TrainingCheck check, TrainingSetup setup) {
    Finding finding = finding(check, setup);
    CureTrial trial = finding.cure().trial().orElseThrow();
    assertThat(trial.helped()).as("%s: %s", finding.sentence(), trial.text()).isTrue();
    assertThat(trial.before().values()).isNotEmpty();
    assertThat(trial.after().values()).isNotEmpty();
    return finding;
  }

  /// The fault is found.
  static Finding finding(TrainingCheck check, TrainingSetup setup) {
    Outcome outcome = check.of(setup);
    assertThat(outcome).as(outcome.toString()).isInstanceOf(Finding.class);
    return (Finding) outcome;
  }

  /// The fault is found, and a person who follows the advice, because only a person can change the
  /// code or the data, gets a training in which the check finds nothing and whose last losses are
  /// lower, or finite where they were not.
  static Finding curedByHand(TrainingCheck check, TrainingSetup faulty, TrainingSetup repaired) {
    Finding finding = finding(check, faulty);
    Outcome after = check.of(repaired);
    assertThat(after).as(after.toString()).isInstanceOf(Healthy.class);
    double before = faulty.observed().curve().last();
    double with = repaired.observed().curve().last();
    CureTrial trial =
        CureTrial.ofLoss(
            CureTrial.TRAINING_LOSS, faulty.observed().curve(), repaired.observed().curve());
    assertThat(trial.helped()).as("%s: %s, then %s", finding.sentence(), before, with).isTrue();
    return finding;
  }

  /// The same check finds nothing in a training without the fault.
  static void healthy(TrainingCheck check) {
    assertThat(check.of(healthy())).isNotInstanceOf(Finding.class);
  }
}
