package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.Course;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.optim.ClipGradNorm;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Gradients that are far larger than the weights, or become larger from layer to layer on their
/// way back.
public record ExplodingGradientCheck() implements TrainingCheck {

  /// Above this ratio of the gradient's norm to that of the weights the gradient explodes.
  private static final double RATIO = 100;

  /// Above this norm the gradient explodes in any case.
  private static final double NORM = 1000;

  /// Above this ratio of the first to the last gradient it grows on its way back.
  private static final double GROWTH = 1e4;

  @Override
  public String name() {
    return "exploding-gradient";
  }

  @Override
  public Sentence question() {
    return new Sentence("Is the gradient far too large?", "梯度是否过大？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    double[] norms = setup.observed().globalNorms();
    double median = Course.quantile(norms, 0.5);
    double largest = Course.quantile(norms, 1);
    double weights = 0;
    for (String name : setup.parameters().byName().keySet()) {
      Tensor start = setup.start().get(name);
      weights += start == null ? 0 : start.square().sum().item();
    }
    weights = Math.sqrt(weights);
    LayerGradients gradients = LayerGradients.of(setup);
    double growth = gradients.sizes().size() < 3 ? 1 : gradients.ratio();
    boolean isLarge =
        median > RATIO * Math.max(weights, 1) || median > NORM || Double.isNaN(median);
    boolean grows = growth > GROWTH && gradients.size(gradients.last()) > 0;
    if (!isLarge && !grows) {
      return healthy(
          "the median norm of the gradient is %s, that of the weights %s",
          "梯度范数的中位数为 %s，权重的范数为 %s", median, weights);
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of("median norm of the gradient", "梯度范数的中位数", median));
    evidence.add(Evidence.of("largest norm of the gradient", "梯度范数的最大值", largest));
    evidence.add(Evidence.of("norm of the weights", "权重的范数", weights));
    evidence.addAll(gradients.evidence());
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of(
            "The gradient explodes: the median of its norm is %s, while all weights together have the norm %s.",
            "梯度爆炸：其范数的中位数为 %s，而全部权重的范数只有 %s。", median, weights),
        evidence,
        Candidate.best(candidates(setup)));
  }

  private static List<Candidate> candidates(TrainingSetup setup) {
    List<Candidate> candidates = new ArrayList<>();
    TargetScale.candidate(setup).ifPresent(candidates::add);
    candidates.addAll(
        List.of(
            Candidate.newWeights(setup),
            Candidate.of(
                setup,
                new Sentence(
                    "clip the gradient to the norm 1 (ClipGradNorm)", "把梯度裁剪到范数 1（ClipGradNorm）"),
                Change.NONE.withGradientRules(new ClipGradNorm(1))),
            Candidate.of(
                setup, UnscaledInputsCheck.STANDARDISE, UnscaledInputsCheck.standardised(setup)),
            Candidate.rate(setup, 0.01)));
    return candidates;
  }
}
