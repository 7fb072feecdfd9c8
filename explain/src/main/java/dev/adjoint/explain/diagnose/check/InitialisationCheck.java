package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Whether the weights start with a useful size: their deviation times √fan-in is of the order of
/// 1, and the units of a layer differ.
public record InitialisationCheck() implements TrainingCheck {

  private static final double LARGE = 5;
  private static final double SMALL = 0.02;

  @Override
  public String name() {
    return "initialisation";
  }

  @Override
  public Sentence question() {
    return new Sentence("Do the weights start with a useful size?", "初始权重的大小合适吗？");
  }

  /// The start of a weight.
  private record Start(WeightUse use, double deviation, double first, boolean isConstant) {

    double gain() {
      return deviation * Math.sqrt(use.fanIn());
    }
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    List<Start> starts = new ArrayList<>();
    for (WeightUse use : WeightUse.of(setup, setup.forward(Pass.INFERENCE))) {
      double[] values = Objects.requireNonNull(setup.start().get(use.name())).toDoubleArray();
      double deviation = Math.sqrt(Targets.variance(values));
      starts.add(new Start(use, deviation, values[0], deviation == 0 && values.length > 1));
    }
    if (starts.isEmpty()) {
      return refused("no layer has a weight that multiplies its values", "没有带乘法权重的层");
    }
    List<Evidence> evidence = new ArrayList<>();
    starts.forEach(start ->
        evidence.add(
            new Evidence(
                Sentence.of("deviation times √fan-in of %s", "%s 的标准差乘以 √输入数", start.use().name()),
                start.gain())));
    for (int i = 0; i + 1 < starts.size(); i++) {
      Start start = starts.get(i);
      if (start.isConstant() && (start.first() != 0 || starts.get(i + 1).isConstant())) {
        return found(
            setup,
            Sentence.of(
                "All weights of %s start with the same value, %s: the units of the layer compute the same and get the same gradient, so they stay the same for ever.",
                "%s 的所有权重都从同一个值 %s 开始：该层各单元的计算和梯度都相同，因此永远相同。", start.use().name(), start.first()),
            evidence);
      }
    }
    for (Start start : starts) {
      if (start.gain() > LARGE || (start.gain() < SMALL && !start.isConstant())) {
        return found(
            setup,
            Sentence.of(
                start.gain() > LARGE
                    ? "The weights of %s start too large: deviation %s for %s inputs makes values %s times as large as those before; about 1 is usual."
                    : "The weights of %s start too small: deviation %s for %s inputs makes values %s times as large as those before; about 1 is usual.",
                start.gain() > LARGE
                    ? "%s 的初始权重太大：标准差 %s、%s 个输入使数值变为之前的 %s 倍；通常约为 1 倍。"
                    : "%s 的初始权重太小：标准差 %s、%s 个输入使数值变为之前的 %s 倍；通常约为 1 倍。",
                start.use().name(),
                start.deviation(),
                start.use().fanIn(),
                start.gain()),
            evidence);
      }
    }
    double least = starts.stream().mapToDouble(Start::gain).min().orElse(0);
    double most = starts.stream().mapToDouble(Start::gain).max().orElse(0);
    return healthy(
        "deviation times √fan-in of %s weights is %s to %s",
        "%s 个权重的标准差乘以 √输入数为 %s 到 %s", starts.size(), least, most);
  }

  private Finding found(TrainingSetup setup, Sentence sentence, List<Evidence> evidence) {
    return new Finding(
        name(),
        Severity.WARNING,
        sentence,
        evidence,
        Candidate.best(List.of(Candidate.newWeights(setup))));
  }
}
