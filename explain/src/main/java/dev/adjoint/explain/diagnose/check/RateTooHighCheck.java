package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;

/// Whether a smaller step size learns more.
public record RateTooHighCheck() implements TrainingCheck {

  /// The share of the fall of the loss at the best step size that the own one must reach.
  private static final double SHARE = 0.6;

  @Override
  public String name() {
    return "rate-too-high";
  }

  @Override
  public Sentence question() {
    return new Sentence("Is the step size too large?", "学习率是否太大？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    RateSweep sweep = RateSweep.of(setup);
    double own = sweep.fall(1);
    double best = sweep.fall(sweep.best());
    if (!(best > 0)) {
      return refused("with no step size the loss falls", "无论用哪个学习率，损失都不下降");
    }
    if (sweep.best() >= 1 || own >= SHARE * best) {
      return healthy(
          "the loss falls by %s, at best by %s with %s times the step size. %s",
          "损失下降 %s；最好的是 %3$s 倍学习率，下降 %2$s。%4$s", own, best, sweep.best(), sweep.twice());
    }
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of(
            "The step size is too large: after %s steps the loss is %s, with %s times the step size it is %s. %s",
            "学习率太大：%s 步之后损失为 %s，用 %s 倍的学习率则为 %s。%s",
            setup.steps(),
            sweep.own().last(),
            sweep.best(),
            sweep.curve(sweep.best()).last(),
            sweep.twice()),
        sweep.evidence(),
        Cure.tried(
            Candidate.rate(sweep.best()),
            CureTrial.ofLoss(CureTrial.TRAINING_LOSS, sweep.own(), sweep.curve(sweep.best()))));
  }
}
