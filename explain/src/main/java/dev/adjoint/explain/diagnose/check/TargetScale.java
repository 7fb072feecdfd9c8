package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.DataSet;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Step;
import java.util.List;
import java.util.Optional;

/// The cure of a target that is not of the order of 1: to learn it standardised. The network then
/// answers in deviations from the mean.
final class TargetScale {

  private static final double LARGE = 10;
  private static final double SMALL = 0.01;

  private TargetScale() {}

  /// The cure where the loss is the mean squared error of numbers that are too large or too small.
  static Optional<Candidate> candidate(TrainingSetup setup) {
    if (setup.loss().isEmpty()
        || !(setup.loss().get() instanceof MseLoss)
        || !setup.batch().has(dev.adjoint.data.Source.TARGET)) {
      return Optional.empty();
    }
    double[] target = setup.sample().target().toDoubleArray();
    double mean = Targets.mean(target);
    double deviation = Math.sqrt(Targets.variance(target));
    boolean usual =
        Math.abs(mean) <= LARGE * Math.max(1, deviation)
            && deviation <= LARGE
            && deviation >= SMALL;
    return usual || deviation == 0
        ? Optional.empty()
        : Optional.of(candidate(setup, setup.loss().get(), mean, deviation));
  }

  private static Candidate candidate(
      TrainingSetup setup, Loss loss, double mean, double deviation) {
    Sentence advice =
        Sentence.of(
            "learn the target standardised: subtract its mean %s and divide by its deviation %s, and undo both in the answers",
            "学习标准化后的目标：减去均值 %s 再除以标准差 %s，回答时再还原", mean, deviation);
    Change change =
        Change.NONE.withStep(step ->
            (batch, pass) -> {
              var outputs = step.of(batch, pass).outputs();
              var scaled = batch.target().subtract(mean).divide(deviation);
              return new Step.Result(loss.of(outputs, scaled), outputs);
            });
    Step judge =
        (batch, pass) -> {
          var answers = setup.step().of(batch, pass).outputs().multiply(deviation).add(mean);
          return new Step.Result(loss.of(answers, batch.target()), answers);
        };
    DataSet sample = setup.sample();
    return new Candidate(
        advice,
        () ->
            CureTrial.ofLoss(
                CureTrial.TRAINING_LOSS,
                setup.follow(Change.NONE, setup.steps(), () -> setup.meanLoss(sample)),
                setup.follow(
                    change, setup.steps(), () -> Evaluation.of(judge, sample, List.of()).loss())));
  }
}
