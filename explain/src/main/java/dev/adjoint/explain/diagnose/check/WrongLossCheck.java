package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Source;
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
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.BceLoss;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.HuberLoss;
import dev.adjoint.nn.loss.L1Loss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.loss.NllLoss;
import dev.adjoint.nn.loss.ProbabilityCrossEntropyLoss;
import dev.adjoint.nn.loss.SmoothL1Loss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A loss that does not fit what the network puts out or what the target is.
public record WrongLossCheck() implements TrainingCheck {

  private static final double CLOSE = 1e-3;
  private static final List<String> LINEAR = List.of("linear", "matmul", "conv2d", "add");

  @Override
  public String name() {
    return "wrong-loss";
  }

  @Override
  public Sentence question() {
    return new Sentence("Does the loss fit the outputs and the target?", "损失函数与输出和目标相配吗？");
  }

  /// A loss that fits, with the target as it needs it.
  ///
  /// @param sentence what is wrong
  /// @param advice which loss to use
  /// @param loss the loss of outputs and target
  /// @param stepThreshold above which a single output means yes, with the loss as it is
  private record Fit(Sentence sentence, Sentence advice, Loss loss, double stepThreshold) {}

  @Override
  public Outcome of(TrainingSetup setup) {
    if (setup.loss().isEmpty() || !(setup.model() instanceof Layer model)) {
      return refused("the loss is inside a step of your own", "损失在你自己的步骤之中");
    }
    Loss loss = setup.loss().get();
    Batch batch = setup.batch();
    if (!batch.has(Source.TARGET)) {
      return refused("a batch has no target", "批中没有目标");
    }
    Tensor target = batch.target();
    Tensor outputs =
        setup.with(
            java.util.Map.of(),
            () -> Tensor.noGrad(() -> model.forward(batch.features(), Pass.INFERENCE)));
    try {
      Tensor value = loss.of(outputs, target);
      if (value.shape().count() != 1) {
        return refused(
            "the loss has shape %s and is not a single number", "损失的形状为 %s，不是一个数", value.shape());
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return stopped(setup, outputs, target, String.valueOf(e.getMessage()));
    }
    if (loss instanceof BceLoss && isLogits(setup)) {
      return stopped(
          setup,
          outputs,
          target,
          "BceLoss needs probabilities, but the outputs come from a layer without an activation, so sooner or later one is below 0 or above 1");
    }
    return fit(loss, outputs, target)
        .<Outcome>map(fit -> found(setup, fit))
        .orElseGet(() ->
            healthy(
                "%s fits outputs %s and a target %s %s",
                "%s 与输出 %s 和目标 %s %s 相配",
                loss.getClass().getSimpleName(),
                outputs.shape(),
                target.elementType(),
                target.shape()));
  }

  private static Optional<Fit> fit(Loss loss, Tensor outputs, Tensor target) {
    int axis = Targets.axis(outputs.shape(), target);
    boolean distance =
        loss instanceof MseLoss
            || loss instanceof L1Loss
            || loss instanceof HuberLoss
            || loss instanceof SmoothL1Loss
            || loss instanceof SquaredErrorLoss;
    if (distance && isOneHot(target)) {
      return Optional.of(
          new Fit(
              Sentence.of(
                  "The target has one 1 in each row of %s, so it names a class, but the loss is a distance (%s): it weighs answers that are right but above 1 like wrong ones, and its gradient vanishes where the network is surely wrong.",
                  "目标每行 %s 个数中只有一个 1，即表示类别，但损失是距离（%s）：它把超过 1 的正确回答当作错误，并且在网络错得很确定时梯度消失。",
                  target.shape().size(-1),
                  loss.getClass().getSimpleName()),
              advice("CrossEntropyLoss"),
              new CrossEntropyLoss(),
              0.5));
    }
    if (distance && isBinary(target)) {
      return Optional.of(
          new Fit(
              Sentence.of(
                  "The target is 0 or 1, so it says no or yes, but the loss is a distance (%s), which is for numbers.",
                  "目标只有 0 和 1，即表示否与是，但损失是用于数值的距离（%s）。", loss.getClass().getSimpleName()),
              advice("BceWithLogitsLoss"),
              new BceWithLogitsLoss(),
              0.5));
    }
    if (loss instanceof CrossEntropyLoss && axis >= 0 && outputs.shape().size(axis) == 1) {
      return Optional.of(
          new Fit(
              Sentence.of(
                  "The network has one output, and the cross-entropy over a single class is always %s: there is nothing to learn.",
                  "网络只有一个输出，而单个类别的交叉熵恒为 %s：没有可学的东西。", 0.0),
              advice("BceWithLogitsLoss"),
              (x, t) -> new BceWithLogitsLoss().of(x, t.to(x.elementType()).reshape(x.shape())),
              0));
    }
    if (loss instanceof NllLoss && axis >= 0 && !sumsToOne(outputs.exp(), axis)) {
      return Optional.of(
          new Fit(
              Sentence.of(
                  "NllLoss needs log-probabilities, but the exponentials of the outputs of a sample add up to %s instead of 1: the loss can fall without end by making outputs large.",
                  "NllLoss 需要对数概率，但一个样本各输出的指数之和为 %s 而不是 1：只要增大输出，损失就能无限下降。",
                  outputs.exp().sum(axis).toDoubleArray()[0]),
              advice("CrossEntropyLoss"),
              new CrossEntropyLoss(),
              0));
    }
    if (loss instanceof ProbabilityCrossEntropyLoss && axis >= 0 && !sumsToOne(outputs, axis)) {
      return Optional.of(
          new Fit(
              Sentence.of(
                  "ProbabilityCrossEntropyLoss needs probabilities, but the outputs of a sample add up to %s instead of 1.",
                  "ProbabilityCrossEntropyLoss 需要概率，但一个样本的输出之和为 %s 而不是 1。",
                  outputs.sum(axis).toDoubleArray()[0]),
              advice("CrossEntropyLoss"),
              new CrossEntropyLoss(),
              0));
    }
    return Optional.empty();
  }

  private static boolean isLogits(TrainingSetup setup) {
    Forward forward = setup.forward(Pass.INFERENCE);
    return forward
        .maker(forward.result().outputs())
        .filter(maker -> LINEAR.contains(maker.operation().label()))
        .isPresent();
  }

  private static Sentence advice(String loss) {
    return Sentence.of(
        "use %s on the outputs as they are, without an activation at the end",
        "对未经末端激活的输出使用 %s", loss);
  }

  private Finding found(TrainingSetup setup, Fit fit) {
    Curve before =
        setup.follow(Change.NONE, setup.steps(), () -> accuracy(setup, fit.stepThreshold()));
    Curve after =
        setup.follow(
            Change.NONE.withStep(step -> with(step, fit.loss())),
            setup.steps(),
            () -> accuracy(setup, 0));
    return new Finding(
        name(),
        Severity.ERROR,
        fit.sentence(),
        List.of(
            Evidence.of("share of right answers, as it is", "原样的正确率", before.last()),
            Evidence.of("share of right answers, with the cure", "采用对策的正确率", after.last())),
        Cure.tried(
            fit.advice(),
            CureTrial.ofGain(new Sentence("share of right answers", "正确率"), before, after)));
  }

  private static Step with(Step step, Loss loss) {
    return (batch, pass) -> {
      Tensor outputs = step.of(batch, pass).outputs();
      return new Step.Result(loss.of(outputs, batch.target()), outputs);
    };
  }

  private static double accuracy(TrainingSetup setup, double threshold) {
    Layer model = (Layer) setup.model();
    Tensor outputs = Tensor.noGrad(() -> model.forward(setup.sample().features(), Pass.INFERENCE));
    return Targets.accuracy(outputs, setup.sample().target(), threshold);
  }

  /// The loss throws: the first usual one that does not is the cure.
  private Outcome stopped(TrainingSetup setup, Tensor outputs, Tensor target, String message) {
    List<Loss> usual =
        target.elementType().isFloating()
            ? List.of(
                isBinary(target) ? new BceWithLogitsLoss() : new MseLoss(),
                (x, t) ->
                    (isBinary(t) ? new BceWithLogitsLoss() : new MseLoss())
                        .of(x, t.reshape(x.shape())))
            : List.of(
                new CrossEntropyLoss(),
                (x, t) -> new CrossEntropyLoss().of(x, t.flatten()),
                (x, t) -> new BceWithLogitsLoss().of(x, t.to(x.elementType()).reshape(x.shape())));
    List<String> names =
        target.elementType().isFloating()
            ? List.of(
                isBinary(target) ? "BceWithLogitsLoss" : "MseLoss",
                (isBinary(target) ? "BceWithLogitsLoss" : "MseLoss")
                    + " with the target in the shape of the outputs")
            : List.of(
                "CrossEntropyLoss",
                "CrossEntropyLoss with one index for each sample",
                "BceWithLogitsLoss with a floating target in the shape of the outputs");
    for (int i = 0; i < usual.size(); i++) {
      Loss loss = usual.get(i);
      if (runs(loss, outputs, target)) {
        Layer model = (Layer) setup.model();
        Curve after =
            setup.losses(
                Change.NONE.withStep(_ ->
                    (batch, pass) -> {
                      Tensor x = model.forward(batch.features(), pass);
                      return new Step.Result(loss.of(x, batch.target()), x);
                    }),
                setup.steps());
        Curve before = new Curve(CureTrial.AS_IT_IS, List.of(1L), List.of(Double.NaN));
        return new Finding(
            name(),
            Severity.ERROR,
            Sentence.of("The loss cannot be computed: %s", "无法计算损失：%s", message),
            List.of(),
            Cure.tried(
                Sentence.of("use %s", "使用 %s", names.get(i)),
                CureTrial.ofLoss(CureTrial.TRAINING_LOSS, before, after)));
      }
    }
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of("The loss cannot be computed: %s", "无法计算损失：%s", message),
        List.of(),
        Cure.untried(
            Sentence.of(
                "outputs %s and target %s %s fit no usual loss; the sizes of the last layer are the likely mistake",
                "输出 %s 与目标 %s %s 不适合任何常用损失；多半是最后一层的大小有误",
                outputs.shape(),
                target.elementType(),
                target.shape())));
  }

  private static boolean runs(Loss loss, Tensor outputs, Tensor target) {
    try {
      return Double.isFinite(loss.of(outputs, target).item());
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return false;
    }
  }

  private static boolean isBinary(Tensor target) {
    double[] values = target.toDoubleArray();
    return target.elementType().isFloating()
        && Arrays.stream(values).allMatch(value -> value == 0 || value == 1)
        && Arrays.stream(values).distinct().count() == 2;
  }

  private static boolean isOneHot(Tensor target) {
    return target.shape().rank() == 2
        && target.shape().size(1) > 1
        && isBinary(target)
        && Arrays.stream(target.to(ElementType.F64).sum(1).toDoubleArray())
            .allMatch(sum -> sum == 1);
  }

  private static boolean sumsToOne(Tensor x, int axis) {
    return Arrays.stream(x.sum(axis).toDoubleArray()).allMatch(sum -> Math.abs(sum - 1) < CLOSE);
  }
}
