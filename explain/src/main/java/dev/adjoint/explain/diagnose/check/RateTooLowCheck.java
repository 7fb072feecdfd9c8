package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;

/// Whether a much larger step size learns much more.
public record RateTooLowCheck() implements TrainingCheck {

  /// Below this share of the fall of the loss at the best step size the own one is too small.
  private static final double SHARE = 0.1;

  @Override
  public String name() {
    return "rate-too-low";
  }

  @Override
  public Sentence question() {
    return new Sentence("Is the step size too small?", "学习率是否太小？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    RateSweep sweep = RateSweep.of(setup);
    double own = sweep.fall(1);
    double best = sweep.fall(sweep.best());
    if (!(best > 0)) {
      return refused("with no step size the loss falls", "无论用哪个学习率，损失都不下降");
    }
    if (sweep.best() <= 1 || own >= SHARE * best) {
      return healthy(
          "the loss falls by %s, at best by %s with %s times the step size",
          "损失下降 %s；最好的是 %3$s 倍学习率，下降 %2$s", own, best, sweep.best());
    }
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "The step size is too small: in %s steps the loss falls by %s, with %s times the step size by %s.",
            "学习率太小：%s 步内损失只下降 %s，用 %s 倍的学习率则下降 %s。", setup.steps(), own, sweep.best(), best),
        sweep.evidence(),
        Cure.tried(
            Candidate.rate(sweep.best()),
            CureTrial.ofLoss(CureTrial.TRAINING_LOSS, sweep.own(), sweep.curve(sweep.best()))));
  }
}
