package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import java.util.List;

/// Gradients that become smaller from layer to layer on their way back, until the first layers do
/// not learn.
public record VanishingGradientCheck() implements TrainingCheck {

  /// Below this ratio of the first to the last gradient they vanish.
  private static final double RATIO = 1e-4;

  private static final int FEWEST_LAYERS = 3;

  @Override
  public String name() {
    return "vanishing-gradient";
  }

  @Override
  public Sentence question() {
    return new Sentence("Does the gradient reach the first layers?", "梯度能否传到最前面的层？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    if (setup.observed().diverged().isPresent()) {
      return refused(
          "the loss is not finite at step %s, which not-finite looks at",
          "第 %s 步的损失非有限，由 not-finite 检查", setup.observed().diverged().getAsLong());
    }
    LayerGradients gradients = LayerGradients.of(setup);
    if (gradients.sizes().size() < FEWEST_LAYERS) {
      return refused(
          "the network has %s layers with weights, which is too few to compare",
          "网络只有 %s 个带权重的层，不足以比较", gradients.sizes().size());
    }
    double ratio = gradients.ratio();
    if (!(ratio < RATIO) || gradients.size(gradients.first()) == 0) {
      return healthy(
          "the gradient of %s is %s times that of %s",
          "%s 的梯度是 %3$s 的 %2$s 倍", gradients.first(), ratio, gradients.last());
    }
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "The gradient vanishes on its way back: that of %s is %s, that of %s %s, a ratio of %s. The first layers hardly learn.",
            "梯度在反向传播途中消失：%s 的梯度为 %s，而 %s 的为 %s，比值为 %s。前面的层几乎不学习。",
            gradients.first(),
            gradients.size(gradients.first()),
            gradients.last(),
            gradients.size(gradients.last()),
            ratio),
        gradients.evidence(),
        Candidate.best(
            List.of(
                Candidate.newWeights(setup),
                Candidate.of(
                    setup,
                    Sentence.of(
                        "%s, and ten times the step size", "%s，并把学习率提高到十倍", Candidate.NEW_WEIGHTS),
                    FreshWeights.change(setup).withRateTimes(10)))));
  }
}
