package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import java.util.ArrayList;
import java.util.List;

/// Whether the training loss rises again. Only the held-out loss may do that.
public record RisingLossCheck() implements TrainingCheck {

  private static final int WINDOWS = 8;

  /// The last window must be above the lowest one by this share of the fall before, and of itself.
  private static final double RISE = 0.15;

  @Override
  public String name() {
    return "rising-loss";
  }

  @Override
  public Sentence question() {
    return new Sentence("Does the training loss rise?", "训练损失是否上升？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Curve curve =
        setup
            .background()
            .trainingLosses()
            .filter(run -> run.values().size() >= WINDOWS)
            .orElseGet(() -> setup.observed().curve());
    if (!curve.values().stream().allMatch(Double::isFinite)) {
      return refused("the training diverges", "训练发散");
    }
    List<Double> means = windows(curve.values());
    double last = means.getLast();
    double lowest = means.stream().mapToDouble(Double::doubleValue).min().orElse(last);
    double highest = Math.max(curve.first(), means.getFirst());
    double rise = last - lowest;
    if (!(rise > RISE * Math.abs(lowest) && rise > RISE * Math.max(0, highest - lowest))) {
      return healthy(
          "the training loss ends at %s, its lowest mean of a window is %s",
          "训练损失最终为 %s，各窗口均值的最小值为 %s", last, lowest);
    }
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of(
            "The training loss rises: its mean was %s and is %s at the end. Learning longer makes the network worse on the very samples that it learns from, so the steps go too far.",
            "训练损失上升：均值曾为 %s，最后为 %s。训练越久，网络在所学样本上反而越差，说明步子迈得太大。", lowest, last),
        List.of(
            Evidence.of("first loss", "最初的损失", curve.first()),
            Evidence.of("lowest mean of a window", "窗口均值的最小值", lowest),
            Evidence.of("mean of the last window", "最后一个窗口的均值", last)),
        Candidate.best(
            List.of(
                Candidate.rate(setup, 0.1),
                Candidate.rate(setup, 0.01),
                Candidate.rate(setup, 0.001))));
  }

  private static List<Double> windows(List<Double> values) {
    List<Double> means = new ArrayList<>();
    int count = Math.min(WINDOWS, values.size());
    for (int i = 0; i < count; i++) {
      List<Double> window =
          values.subList(i * values.size() / count, (i + 1) * values.size() / count);
      means.add(window.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN));
    }
    return means;
  }
}
