package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.LoopStep;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether a loop of the user's own forgets to clear the gradients: from the same state, the same
/// step is taken again and again, and its gradients must not add up.
public record ForgottenZeroGradCheck() implements TrainingCheck {

  private static final int TIMES = 3;

  /// Gradients that add up are three times as large at the third time.
  private static final double GROWTH = 2;

  @Override
  public String name() {
    return "forgotten-zero-grad";
  }

  @Override
  public Sentence question() {
    return new Sentence("Does your loop clear the gradients?", "你的循环是否清空梯度？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    if (setup.background().loop().isEmpty()) {
      return refused(
          "the trainer clears the gradients; give a loop of your own with Background.withLoop",
          "训练器会清空梯度；用 Background.withLoop 给出你自己的循环");
    }
    LoopStep loop = setup.background().loop().get();
    Optimizer optimizer = setup.optimizer();
    Map<String, Tensor> memory = optimizer.stateDict();
    long steps = optimizer.steps();
    try {
      double[] norms = new double[TIMES];
      setup.parameters().zeroGrad();
      for (int i = 0; i < TIMES; i++) {
        setup.parameters().loadStateDict(setup.start());
        optimizer.loadStateDict(memory, steps);
        loop.take(setup.batch());
        norms[i] = norm(setup);
      }
      if (!(norms[TIMES - 1] > GROWTH * norms[0])) {
        return healthy(
            "the same step, taken %s times, leaves gradients of the norms %s and %s",
            "同一步执行 %s 次后，梯度范数为 %s 和 %s", TIMES, norms[0], norms[TIMES - 1]);
      }
      Curve before = losses(setup, loop, memory, steps);
      Curve after =
          losses(
              setup,
              batch -> {
                setup.parameters().zeroGrad();
                loop.take(batch);
              },
              memory,
              steps);
      return new Finding(
          name(),
          Severity.ERROR,
          Sentence.of(
              "The loop does not clear the gradients: the same step from the same weights, taken %s times, has gradients of the norm %s at first and %s at last. Each step follows the sum of all gradients so far.",
              "循环没有清空梯度：从相同权重把同一步执行 %s 次，梯度范数最初为 %s，最后为 %s。每一步都沿着迄今所有梯度之和前进。",
              TIMES,
              norms[0],
              norms[TIMES - 1]),
          List.of(
              Evidence.of("norm at the first time", "第一次的范数", norms[0]),
              Evidence.of("norm at the third time", "第三次的范数", norms[TIMES - 1])),
          Cure.tried(
              new Sentence(
                  "call optimizer.zeroGrad() before each backward pass",
                  "在每次反向计算之前调用 optimizer.zeroGrad()"),
              CureTrial.ofLoss(CureTrial.TRAINING_LOSS, before, after)));
    } finally {
      optimizer.loadStateDict(memory, steps);
      setup.restore();
    }
  }

  private static Curve losses(
      TrainingSetup setup, LoopStep loop, Map<String, Tensor> memory, long taken) {
    setup.restore();
    setup.optimizer().loadStateDict(memory, taken);
    List<Double> losses = new ArrayList<>();
    Batches batches =
        Batches.shuffled(setup.training(), setup.options().batch(), setup.options().seed());
    for (int epoch = 0; losses.size() < setup.steps(); epoch++) {
      for (Batch batch : batches.epoch(epoch)) {
        double loss = Tensor.noGrad(() -> setup.step().of(batch, Pass.INFERENCE).loss().item());
        losses.add(loss);
        if (losses.size() >= setup.steps() || !Double.isFinite(loss)) {
          return Curve.of(CureTrial.AS_IT_IS, losses);
        }
        loop.take(batch);
      }
    }
    return Curve.of(CureTrial.AS_IT_IS, losses);
  }

  private static double norm(TrainingSetup setup) {
    double sum = 0;
    for (Parameter parameter : setup.parameters()) {
      sum += parameter.hasGradient() ? parameter.gradient().square().sum().item() : 0;
    }
    return Math.sqrt(sum);
  }
}
