package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.InnerLayers;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import dev.adjoint.train.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Dropout that is active at inference, or not active in training, because a layer is not given the
/// pass that its model got.
public record DropoutCheck() implements TrainingCheck {

  private static final int PASSES = 16;

  @Override
  public String name() {
    return "dropout-at-inference";
  }

  @Override
  public Sentence question() {
    return new Sentence("Is dropout active in training and nowhere else?", "dropout 是否只在训练时起作用？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Forward one = setup.forward(Pass.INFERENCE);
    Forward two = setup.forward(Pass.INFERENCE);
    double spread = difference(one.result().outputs(), two.result().outputs());
    OptionalDouble mask = mask(one);
    if (spread > 0 || mask.isPresent()) {
      return active(setup, spread, mask.orElse(Double.NaN));
    }
    List<Dropout> layers =
        InnerLayers.of(setup.model(), Dropout.class).stream()
            .filter(layer -> layer.p() > 0)
            .toList();
    if (layers.isEmpty()) {
      return healthy("two passes of inference give the same outputs", "两次推理给出相同的输出");
    }
    // At the start the outputs can be 0 whatever dropout does.
    Map<String, Tensor> later = setup.observed().weights();
    Forward first = setup.forward(setup.training(0), later);
    Forward other = setup.forward(setup.training(1), later);
    if (difference(first.result().outputs(), other.result().outputs()) > 0) {
      return healthy(
          "two passes of inference give the same outputs, two passes of training do not; layers with dropout: %s",
          "两次推理的输出相同，两次训练计算的输出不同；共有 %s 个 dropout 层", layers.size());
    }
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "There are layers with dropout (%s), but two passes of training with different random numbers give the same outputs: dropout is never active.",
            "模型有 %s 个 dropout 层，但用不同随机数的两次训练计算给出相同的输出：dropout 从未起作用。", layers.size()),
        List.of(Evidence.of("probability of the first layer", "第一层的概率", layers.getFirst().p())),
        Cure.untried(
            new Sentence(
                "give every layer the pass that forward(x, pass) got",
                "把 forward(x, pass) 得到的 pass 传给每一层")));
  }

  private Finding active(TrainingSetup setup, double spread, double mask) {
    Sentence advice =
        new Sentence(
            "give every layer the pass that forward(x, pass) got, instead of a pass of training; the curves show the loss of single answers, and of the mean of several, which is close to what the network answers without dropout",
            "把 forward(x, pass) 得到的 pass 传给每一层，而不是训练用的 pass；曲线显示单次回答与多次回答均值的损失，后者接近没有 dropout 时的回答");
    Cure cure =
        setup.loss().isPresent() && spread > 0
            ? Cure.tried(advice, trial(setup, setup.loss().get()))
            : Cure.untried(advice);
    return new Finding(
        name(),
        Severity.ERROR,
        Double.isNaN(mask)
            ? Sentence.of(
                "The network answers at random: two passes of inference with the same inputs differ by up to %s. Dropout or another random layer is active at inference.",
                "网络的回答是随机的：对相同输入的两次推理最多相差 %s。推理时 dropout 或其他随机层仍在起作用。", spread)
            : Sentence.of(
                "Dropout is active at inference: %s of the values of a layer are set to 0 there, and two passes with the same inputs differ by up to %s.",
                "推理时 dropout 仍在起作用：某层 %s 的值被置为 0，对相同输入的两次推理最多相差 %s。",
                Sentence.percent(mask),
                spread),
        List.of(
            Evidence.of("largest difference of two passes", "两次计算的最大差", spread),
            Evidence.of("share of values set to 0", "被置为 0 的比例", mask)),
        cure);
  }

  /// The loss of single answers, and of the mean of the answers so far.
  private static CureTrial trial(TrainingSetup setup, Loss loss) {
    Step step = setup.step();
    Map<String, Tensor> weights = setup.observed().weights();
    List<Double> single = new ArrayList<>();
    List<Double> mean = new ArrayList<>();
    return setup.with(
        weights,
        () -> {
          Optional<Tensor> sum = Optional.empty();
          for (int i = 1; i <= PASSES; i++) {
            Tensor outputs = Tensor.noGrad(() -> step.of(setup.batch(), Pass.INFERENCE).outputs());
            Tensor more = sum.map(outputs::add).orElse(outputs);
            sum = Optional.of(more);
            single.add(loss.of(outputs, setup.batch().target()).item());
            mean.add(loss.of(more.divide(i), setup.batch().target()).item());
          }
          return CureTrial.ofLoss(
              new Sentence("loss of an answer", "回答的损失"),
              Curve.of(CureTrial.AS_IT_IS, single),
              Curve.of(CureTrial.WITH_CURE, mean));
        });
  }

  /// The share of zeros in the mask of a dropout: a factor that is not computed from a parameter
  /// and has the values 0 and one number above 1.
  private static OptionalDouble mask(Forward forward) {
    for (Trace.Step operation : forward.labelled(List.of("multiply"))) {
      Tensor factor = operation.inputs().get(1);
      if (!factor.isTracked() && factor.shape().count() > 1) {
        double[] values = factor.toDoubleArray();
        double kept = 0;
        double zeros = 0;
        boolean isMask = true;
        for (double value : values) {
          zeros += value == 0 ? 1 : 0;
          kept = value != 0 && kept == 0 ? value : kept;
          isMask &= value == 0 || (value == kept && value > 1);
        }
        if (isMask && zeros > 0 && kept > 1) {
          return OptionalDouble.of(zeros / values.length);
        }
      }
    }
    return OptionalDouble.empty();
  }

  private static double difference(Tensor a, Tensor b) {
    return a.shape().count() == 0 ? 0 : a.detach().subtract(b.detach()).abs().max().item();
  }
}
