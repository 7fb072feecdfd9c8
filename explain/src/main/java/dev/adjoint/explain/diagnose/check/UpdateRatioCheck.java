package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Course;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Pass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How far one step moves a weight, divided by the size of the weight. About 0.001 is usual.
public record UpdateRatioCheck() implements TrainingCheck {

  private static final double LARGE = 0.2;
  private static final double SMALL = 1e-6;
  private static final double USUAL = 1e-3;

  @Override
  public String name() {
    return "update-ratio";
  }

  @Override
  public Sentence question() {
    return new Sentence("Do the steps fit the size of the weights?", "每一步的大小与权重相称吗？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (WeightUse use : WeightUse.of(setup, setup.forward(Pass.INFERENCE))) {
      double ratio = Course.median(setup.observed().updateRatios(), use.name(), 0);
      boolean trained =
          Objects.requireNonNull(setup.parameters().byName().get(use.name())).isTrainable();
      if (trained && Double.isFinite(ratio)) {
        ratios.put(use.name(), ratio);
      }
    }
    if (ratios.isEmpty()) {
      return refused(
          "no update of a weight of a layer could be compared with the weight", "没有可与权重比较的更新");
    }
    double most = ratios.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double least = ratios.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
    boolean isLarge = most > LARGE;
    boolean isSmall = most < SMALL;
    if (!isLarge && !isSmall) {
      return healthy(
          "a step moves the weights of a layer by %s to %s of their size",
          "每一步使各层权重移动其大小的 %s 到 %s", least, most);
    }
    List<Evidence> evidence = new ArrayList<>();
    ratios.forEach((name, ratio) ->
        evidence.add(
            new Evidence(
                Sentence.of("step of %s divided by its size", "%s 的步长与其大小之比", name), ratio)));
    double factor = isLarge ? Math.max(1e-6, 10 * USUAL / most) : Math.min(1e6, USUAL / most);
    double rounded = Math.pow(10, Math.rint(Math.log10(factor)));
    return new Finding(
        name(),
        Severity.WARNING,
        isLarge
            ? Sentence.of(
                "A step moves the weights of a layer by %s of their size; about %s is usual. The steps are too large.",
                "一步使某层权重移动其大小的 %s；通常约为 %s。步长过大。", most, USUAL)
            : Sentence.of(
                "A step moves no weight by more than %s of its size; about %s is usual. The steps are too small to learn in time.",
                "一步最多使权重移动其大小的 %s；通常约为 %s。步长太小，来不及学习。", most, USUAL),
        evidence,
        Candidate.best(List.of(Candidate.rate(setup, rounded), Candidate.newWeights(setup))));
  }
}
