package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.DataSet;
import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Trace;
import java.util.List;

/// Batch normalisation whose mean and variance are taken over a few values.
public record TinyBatchNormCheck() implements TrainingCheck {

  private static final int FEWEST = 8;
  private static final int USUAL = 32;

  @Override
  public String name() {
    return "tiny-batch-norm";
  }

  @Override
  public Sentence question() {
    return new Sentence("Has batch normalisation enough values?", "批归一化的数值够多吗？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Forward forward = setup.forward(setup.training(0));
    List<Trace.Step> norms = forward.labelled(List.of("batch norm"));
    if (norms.isEmpty()) {
      return refused("no layer takes statistics over the batch", "没有按批统计的层");
    }
    Trace.Step fewest = norms.getFirst();
    for (Trace.Step each : norms) {
      fewest = values(each) < values(fewest) ? each : fewest;
    }
    int least = values(fewest);
    if (least >= FEWEST) {
      return healthy(
          "the statistics of a channel are taken over at least %s values",
          "每个通道的统计量至少来自 %s 个值", least);
    }
    DataSet judged = setup.heldOut().orElseGet(setup::sample);
    Curve before = setup.follow(Change.NONE, setup.steps(), () -> setup.meanLoss(judged));
    Curve after =
        setup.follow(
            Change.NONE.withOptions(options -> options.withBatch(USUAL)),
            setup.steps(),
            () -> setup.meanLoss(judged));
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "%s takes mean and variance over %s values, because a batch has %s samples: they change at random from step to step, and differ from those that are used at inference.",
            "%s 的均值和方差只来自 %s 个值，因为每批只有 %s 个样本：它们逐步随机变化，并且与推理时所用的不同。",
            Forward.name(fewest),
            least,
            setup.batch().count()),
        List.of(
            Evidence.of("values of a channel", "每个通道的值数", least),
            Evidence.of("samples of a batch", "每批样本数", setup.batch().count())),
        Cure.tried(
            Sentence.of(
                "take batches of %s samples, or another normalisation, such as GroupNorm or LayerNorm",
                "每批取 %s 个样本，或改用 GroupNorm、LayerNorm 等其他归一化", USUAL),
            CureTrial.ofLoss(
                setup.heldOut().isPresent() ? CureTrial.HELD_OUT_LOSS : CureTrial.TRAINING_LOSS,
                before,
                after)));
  }

  private static int values(Trace.Step norm) {
    Shape shape = norm.inputs().getFirst().shape();
    return shape.count() / Math.max(1, shape.size(1));
  }
}
