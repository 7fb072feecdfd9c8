package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.Batch;
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
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whether the network can memorize a few samples, which every network that works can.
public record OverfitBatchCheck() implements TrainingCheck {

  private static final int SAMPLES = 16;

  /// The share of the loss of a constant answer that must be reached.
  private static final double SHARE = 0.5;

  /// The share below which a loss that still falls is on its way.
  private static final double CLEAR = 0.9;

  @Override
  public String name() {
    return "overfit-batch";
  }

  @Override
  public Sentence question() {
    return new Sentence("Can it memorize one small batch?", "它能否把一小批样本完全记住？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    DataSet few = few(setup.batch());
    int steps = setup.steps() + setup.steps() / 2;
    Change one =
        Change.NONE
            .withSource(few)
            .withOptions(options -> options.withBatch(few.count()).withAccumulation(1));
    double constant = constant(setup, one);
    Curve own = setup.losses(one, steps);
    if (own.last() < SHARE * constant) {
      return healthy(
          "%s samples are memorized in %s steps: the loss falls from %s to %s",
          "%s 个样本在 %s 步内被记住：损失从 %s 降到 %s", few.count(), steps, own.first(), own.last());
    }
    if (own.last() < CLEAR * constant && BlindBaselineCheck.isFalling(own)) {
      return healthy(
          "%s samples are being memorized: after %s steps the loss is %s and still falls; always the same answer has %s",
          "%s 个样本正在被记住：%s 步后损失为 %s，仍在下降；总给同一个答案时为 %s", few.count(), steps, own.last(), constant);
    }
    for (double rate : new double[] {0.01, 0.001}) {
      Curve adam = setup.losses(one.withRule(_ -> new Adam(rate)), steps);
      if (adam.last() < SHARE * constant) {
        return healthy(
            "%s samples are memorized in %s steps of Adam with step size %s: the loss falls from %s to %s; with the optimizer of the training it falls to %s",
            "%s 个样本用学习率为 %3$s 的 Adam 在 %2$s 步内被记住：损失从 %4$s 降到 %5$s；用本训练的优化器则降到 %6$s",
            few.count(),
            steps,
            rate,
            adam.first(),
            adam.last(),
            own.last());
      }
    }
    Change again =
        one.withWeights(FreshWeights.weights(setup)).withRule(_ -> new Adam(0.01)).withAllTrained();
    CureTrial trial = CureTrial.ofLoss(CureTrial.TRAINING_LOSS, own, setup.losses(again, steps));
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of(
            "The network cannot even memorize %s samples: after %s steps on them alone the loss is %s; always the same answer has about %s. No setting of the training can repair that; something in the network or the loss keeps it from learning.",
            "网络连 %s 个样本都记不住：只用它们训练 %s 步后损失仍为 %s；总给同一个答案时约为 %s。调整训练设置无法解决，网络或损失中有东西阻止了学习。",
            few.count(),
            steps,
            own.last(),
            constant),
        List.of(
            Evidence.of("loss at the start", "开始时的损失", own.first()),
            Evidence.of("loss after the steps", "这些步之后的损失", own.last()),
            Evidence.of("loss of one constant answer", "固定答案的损失", constant)),
        Cure.tried(
            new Sentence(
                "start from new weights with Adam at step size 0.01 and train all parameters; where that does not help, the network has too few units, or a part of it passes no gradient on",
                "换用新的初始权重、学习率为 0.01 的 Adam，并训练所有参数；若仍无帮助，则是网络单元太少，或其中某部分不传递梯度"),
            trial));
  }

  private static DataSet few(Batch batch) {
    int count = Math.min(SAMPLES, batch.count());
    Map<String, Tensor> fields = new LinkedHashMap<>();
    batch.fields().forEach((name, field) -> fields.put(name, field.slice(0, 0, count)));
    return new DataSet(fields, List.of(), List.of());
  }

  /// The loss of a network that has learnt the same samples without seeing their inputs.
  private static double constant(TrainingSetup setup, Change one) {
    return setup
        .losses(
            BlindBaselineCheck.blind(setup, one).withRule(_ -> new Adam(0.01)), setup.steps() / 2)
        .last();
  }
}
