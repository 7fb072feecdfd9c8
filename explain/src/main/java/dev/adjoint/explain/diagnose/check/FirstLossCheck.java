package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/// The first loss against the one that is expected of a network that knows nothing: log K for K
/// classes, the variance for a number.
public record FirstLossCheck() implements TrainingCheck {

  /// A first loss above log K times this, plus the margin, is found.
  private static final double FACTOR = 1.5;

  private static final double MARGIN = 0.3;

  /// A first mean squared error above the variance times this is found.
  private static final double VARIANCES = 10;

  @Override
  public String name() {
    return "first-loss";
  }

  @Override
  public Sentence question() {
    return new Sentence(
        "Is the first loss the one of a network that knows nothing?", "初始损失是否等于一无所知的网络应有的损失？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Forward forward = setup.forward(setup.training(0));
    double first = forward.result().loss().item();
    if (!Double.isFinite(first)) {
      return refused("the first loss is %s", "初始损失为 %s", first);
    }
    Tensor outputs = forward.result().outputs();
    OptionalInt classes = Targets.classes(forward);
    if (classes.isPresent()) {
      return ofClasses(setup, forward, first, classes.getAsInt());
    }
    if (Targets.isSquaredError(setup, forward)) {
      return ofNumbers(setup, forward, first);
    }
    return refused(
        "the loss of outputs %s is not one whose first value is known",
        "输出 %s 的损失没有已知的初始值", outputs.shape());
  }

  private Outcome ofClasses(TrainingSetup setup, Forward forward, double first, int classes) {
    double expected = Math.log(Math.max(2, classes));
    if (first <= FACTOR * expected + MARGIN) {
      return healthy(
          "the first loss is %s, expected for %s classes is log %2$s = %s",
          "初始损失为 %s，%s 个类别的预期值为 log %2$s = %s", first, classes, expected);
    }
    List<WeightUse> uses = WeightUse.of(setup, forward);
    Sentence advice =
        new Sentence(
            "start the output layer at 0, so that every class gets the same probability",
            "把输出层的初始权重设为 0，使每个类别的概率相同");
    Cure cure =
        uses.isEmpty()
            ? Cure.untried(advice)
            : Candidate.best(
                List.of(
                    Candidate.of(setup, advice, Change.NONE.withWeights(zeroed(setup, uses))),
                    Candidate.newWeights(setup)));
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "The first loss is %s, but a network that knows nothing about %s classes has log %2$s = %s: the outputs are too large at the start, and the first steps only make them smaller.",
            "初始损失为 %s，但对 %s 个类别一无所知的网络应为 log %2$s = %s：初始输出过大，最初的若干步只是在把它们缩小。",
            first,
            classes,
            expected),
        List.of(
            Evidence.of("first loss", "初始损失", first),
            Evidence.of("expected", "预期值", expected),
            Evidence.of("largest output", "最大输出", Targets.largest(forward.result().outputs()))),
        cure);
  }

  private static Map<String, Tensor> zeroed(TrainingSetup setup, List<WeightUse> uses) {
    WeightUse last = uses.getLast();
    Map<String, Tensor> weights = new HashMap<>();
    weights.put(
        last.name(), Tensor.zerosLike(Objects.requireNonNull(setup.start().get(last.name()))));
    last.bias()
        .ifPresent(bias ->
            weights.put(bias, Tensor.zerosLike(Objects.requireNonNull(setup.start().get(bias)))));
    return weights;
  }

  private Outcome ofNumbers(TrainingSetup setup, Forward forward, double first) {
    double[] targets = setup.sample().target().toDoubleArray();
    double mean = Targets.mean(targets);
    double variance = Targets.variance(targets);
    if (!(first > VARIANCES * variance)) {
      return healthy(
          "the first loss is %s, the variance of the target %s",
          "初始损失为 %s，目标的方差为 %s", first, variance);
    }
    List<WeightUse> uses = WeightUse.of(setup, forward);
    Sentence advice =
        Sentence.of(
            "start the bias of the output at the mean of the target, %s",
            "把输出层的偏置初始化为目标的均值 %s", mean);
    List<Candidate> candidates = new ArrayList<>();
    if (!uses.isEmpty() && uses.getLast().bias().isPresent()) {
      String bias = uses.getLast().bias().get();
      candidates.add(
          Candidate.of(setup, advice, Change.NONE.withWeights(filled(setup, bias, mean))));
    }
    TargetScale.candidate(setup).ifPresent(candidates::add);
    Cure cure = candidates.isEmpty() ? Cure.untried(advice) : Candidate.best(candidates);
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "The first loss is %s, but the target has the variance %s, which is the loss of always answering its mean, %s: the outputs start far away from the target.",
            "初始损失为 %s，而目标的方差（即总是回答均值 %3$s 时的损失）为 %2$s：初始输出离目标太远。", first, variance, mean),
        List.of(
            Evidence.of("first loss", "初始损失", first),
            Evidence.of("variance of the target", "目标的方差", variance),
            Evidence.of("mean of the target", "目标的均值", mean)),
        cure);
  }

  private static Map<String, Tensor> filled(TrainingSetup setup, String bias, double mean) {
    return Map.of(bias, Tensor.fullLike(Objects.requireNonNull(setup.start().get(bias)), mean));
  }
}
