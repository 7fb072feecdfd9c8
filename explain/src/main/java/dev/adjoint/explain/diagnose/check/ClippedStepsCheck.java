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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How many steps have a gradient that is clipped.
public record ClippedStepsCheck() implements TrainingCheck {

  private static final double SHARE = 0.5;

  @Override
  public String name() {
    return "clipped-steps";
  }

  @Override
  public Sentence question() {
    return new Sentence("Is the gradient clipped in most steps?", "是否多数步的梯度都被裁剪？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Optional<ClipGradNorm> clip =
        setup.optimizer().gradientRules().stream()
            .filter(ClipGradNorm.class::isInstance)
            .map(ClipGradNorm.class::cast)
            .findFirst();
    if (clip.isEmpty()) {
      return refused("the gradient is not clipped", "没有裁剪梯度");
    }
    double most = clip.get().most();
    double[] norms = setup.observed().globalNorms();
    double share =
        (double) Arrays.stream(norms).filter(norm -> norm > most).count()
            / Math.max(1, norms.length);
    if (share <= SHARE) {
      return healthy(
          "%s of the steps are clipped to the norm %s",
          "%s 的步被裁剪到范数 %s", Sentence.percent(share), most);
    }
    double high = Course.quantile(norms, 0.9);
    Sentence limit =
        Sentence.of(
            "raise the limit to %s, which nine of ten steps stay below",
            "把上限提高到 %s，十步中有九步不会超过它", high);
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "%s of the steps are clipped to the norm %s; their gradients have norms up to %s. Nearly every step then has the same length, whatever the gradient is.",
            "%s 的步被裁剪到范数 %s；它们的梯度范数最大为 %s。这样几乎每一步的长度都一样，与梯度无关。",
            Sentence.percent(share),
            most,
            Course.quantile(norms, 1)),
        List.of(
            Evidence.of("share of clipped steps", "被裁剪的步所占比例", share),
            Evidence.of("limit", "上限", most),
            Evidence.of("median norm", "范数的中位数", Course.quantile(norms, 0.5)),
            Evidence.of("norm below which nine of ten steps stay", "十步中九步不超过的范数", high)),
        Candidate.best(
            List.of(
                Candidate.of(setup, limit, Change.NONE.withGradientRules(new ClipGradNorm(high))),
                Candidate.of(
                    setup,
                    Sentence.of("%s, and a third of the step size", "%s，并把学习率降为三分之一", limit),
                    Change.NONE
                        .withGradientRules(new ClipGradNorm(high))
                        .withRateTimes(1.0 / 3)))));
  }
}
