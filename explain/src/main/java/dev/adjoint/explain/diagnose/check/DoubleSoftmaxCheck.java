package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.DataSet;
import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A softmax or a sigmoid that is applied to what is a probability already, most often because the
/// network ends with one and the loss has its own.
public record DoubleSoftmaxCheck() implements TrainingCheck {

  private static final List<String> SOFTMAX = List.of("softmax", "log softmax", "cross entropy");
  private static final List<String> SIGMOID = List.of("sigmoid", "log sigmoid");
  private static final double TINY = 1e-7;
  private static final double CLOSE = 1e-4;

  @Override
  public String name() {
    return "double-softmax";
  }

  @Override
  public Sentence question() {
    return new Sentence("Is a softmax or a sigmoid applied twice?", "softmax 或 sigmoid 是否用了两次？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Forward forward = setup.forward(setup.training(0));
    for (Trace.Step operation : forward.labelled(SOFTMAX)) {
      if (isDistribution(operation.inputs().getFirst())) {
        return found(setup, forward, operation, "softmax");
      }
    }
    for (Trace.Step operation : forward.labelled(SIGMOID)) {
      if (isSigmoid(forward, operation.inputs().getFirst())) {
        return found(setup, forward, operation, "sigmoid");
      }
    }
    boolean bySigmoid =
        setup.loss().isPresent()
            && setup.loss().get() instanceof BceWithLogitsLoss
            && isSigmoid(forward, forward.result().outputs());
    if (bySigmoid) {
      Trace.Step maker = forward.maker(forward.result().outputs()).orElseThrow();
      return found(setup, forward, maker, "sigmoid");
    }
    return healthy(
        "of %s operations none is a softmax or a sigmoid of probabilities",
        "%s 个运算中没有对概率再做 softmax 或 sigmoid 的", forward.operations().size());
  }

  private Finding found(TrainingSetup setup, Forward forward, Trace.Step operation, String which) {
    double first = forward.result().loss().item();
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of(
            "%s is applied twice: what %s gets are probabilities already. The second one makes all of them nearly equal, so the loss stays high and the gradient small.",
            "%s 用了两次：%s 得到的已经是概率。第二次会把它们压得几乎相等，因此损失居高不下，梯度很小。", which, Forward.name(operation)),
        List.of(
            Evidence.of("first loss", "初始损失", first),
            Evidence.of(
                "largest input of the second one",
                "第二次的最大输入",
                Targets.largest(operation.inputs().getFirst()))),
        cure(setup, which));
  }

  private static Cure cure(TrainingSetup setup, String which) {
    Sentence advice =
        Sentence.of(
            "let the network end with the layer before the %s, because the loss has its own; the curves show the loss of the probabilities that the network gives",
            "让网络以 %s 之前的层结束，因为损失函数自带一个；曲线显示网络所给概率的损失", which);
    Optional<Loss> loss = setup.loss();
    if (loss.isEmpty()) {
      return Cure.untried(advice);
    }
    UnaryOperator<Tensor> back =
        which.equals("softmax")
            ? p -> p.add(TINY).log()
            : p -> p.add(TINY).log().subtract(p.negative().add(1 + TINY).log());
    UnaryOperator<Step> once =
        step ->
            (batch, pass) -> {
              Tensor x = back.apply(step.of(batch, pass).outputs());
              return new Step.Result(loss.get().of(x, batch.target()), x);
            };
    Step judge = once.apply(setup.step());
    DataSet sample = setup.sample();
    return Cure.tried(
        advice,
        CureTrial.ofLoss(
            CureTrial.TRAINING_LOSS,
            setup.follow(
                Change.NONE, setup.steps(), () -> Evaluation.of(judge, sample, List.of()).loss()),
            setup.follow(
                Change.NONE.withStep(once),
                setup.steps(),
                () -> Evaluation.of(judge, sample, List.of()).loss())));
  }

  /// Whether all rows along the last axis, or along axis 1, are at least 0 and add up to 1.
  private static boolean isDistribution(Tensor x) {
    int rank = x.shape().rank();
    return (rank > 0 && isDistribution(x, rank - 1)) || (rank > 2 && isDistribution(x, 1));
  }

  private static boolean isDistribution(Tensor x, int axis) {
    if (x.shape().size(axis) < 2 || x.shape().count() == 0) {
      return false;
    }
    for (double value : x.detach().toDoubleArray()) {
      if (!(value >= 0)) {
        return false;
      }
    }
    for (double sum : x.detach().sum(axis).toDoubleArray()) {
      if (!(Math.abs(sum - 1) < CLOSE)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSigmoid(Forward forward, Tensor x) {
    return forward
        .maker(x)
        .filter(maker -> maker.operation().label().equals("sigmoid"))
        .isPresent();
  }
}
