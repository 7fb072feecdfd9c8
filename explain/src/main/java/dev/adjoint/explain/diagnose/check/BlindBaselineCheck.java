package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Rows;
import dev.adjoint.data.Source;
import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Whether the network learns more than the same network whose inputs are mixed up: in each step
/// every sample of the batch gets the input of another one, so that nothing can be learnt from it.
public record BlindBaselineCheck() implements TrainingCheck {

  /// The part of the blind loss that must be saved.
  private static final double GAIN = 0.03;

  private static final int LONGER = 4;

  @Override
  public String name() {
    return "blind-baseline";
  }

  @Override
  public Sentence question() {
    return new Sentence(
        "Does it learn more than a network that does not see the inputs?", "它是否比看不到输入的网络学得更多？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    if (!setup.batch().has(Source.TARGET) || setup.batch().count() < 4) {
      return refused(
          "inputs are mixed up within a batch with a target, but a batch has %s samples with the fields %s",
          "需要在带目标的批内打乱输入，但每批有 %s 个样本，字段为 %s",
          setup.batch().count(),
          setup.batch().fields().keySet());
    }
    if (setup.observed().diverged().isPresent()) {
      return refused(
          "the loss is not finite at step %s, which not-finite looks at",
          "第 %s 步的损失非有限，由 not-finite 检查", setup.observed().diverged().getAsLong());
    }
    int steps = setup.steps();
    Curve seeing = setup.observed().curve();
    Curve blind = setup.losses(blind(setup, Change.NONE), steps);
    if (!saves(seeing, blind) && isFalling(seeing)) {
      steps *= LONGER;
      seeing = setup.losses(Change.NONE, steps);
      blind = setup.losses(blind(setup, Change.NONE), steps);
    }
    if (saves(seeing, blind)) {
      return healthy(
          "after %s steps the loss is %s; with the inputs mixed up it is %s",
          "%s 步之后损失为 %s；打乱输入时为 %s", steps, seeing.last(), blind.last());
    }
    if (isFalling(seeing)) {
      return refused(
          "after %s steps the loss is %s and with the inputs mixed up %s, but it still falls; ask for more steps",
          "%s 步之后损失为 %s，打乱输入时为 %s，但仍在下降；请要求更多步数", steps, seeing.last(), blind.last());
    }
    Cure cure =
        Candidate.best(
            List.of(
                Candidate.newWeights(setup),
                Candidate.rate(setup, 10),
                Candidate.rate(setup, 0.1),
                Candidate.of(
                    setup,
                    UnscaledInputsCheck.STANDARDISE,
                    UnscaledInputsCheck.standardised(setup))));
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of(
            "After %s steps the loss is %s. With the inputs mixed up, so that nothing can be learnt from them, it is %s: the network learns nothing from its inputs. Either they say nothing about the target, or inputs and targets do not belong together, or the network cannot use them.",
            "%s 步之后损失为 %s。把输入打乱、使其毫无信息后损失为 %s：网络没有从输入中学到东西。要么输入与目标无关，要么输入与目标没有对应好，要么网络无法利用它们。",
            steps,
            seeing.last(),
            blind.last()),
        List.of(
            Evidence.of("loss with the inputs", "使用输入时的损失", seeing.last()),
            Evidence.of("loss with inputs mixed up", "打乱输入时的损失", blind.last())),
        cure.trial().orElseThrow().helped()
            ? cure
            : new Cure(
                Sentence.of(
                    "check that row i of the inputs belongs to row i of the targets; what was tried (the best: %s) does not help",
                    "请检查第 i 行输入是否对应第 i 行目标；已尝试的办法（最好的是：%s）没有帮助", cure.advice()),
                cure.trial()));
  }

  private static boolean saves(Curve seeing, Curve blind) {
    return Double.isFinite(seeing.last())
        && seeing.last() < blind.last() - GAIN * Math.abs(blind.last());
  }

  /// Whether the last quarter of a curve is below the quarter before it.
  static boolean isFalling(Curve curve) {
    int quarter = curve.values().size() / 4;
    if (quarter == 0) {
      return false;
    }
    List<Double> before =
        curve
            .values()
            .subList(curve.values().size() - 2 * quarter, curve.values().size() - quarter);
    double mean = before.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    return curve.last() < mean - GAIN / 3 * Math.abs(mean);
  }

  /// A branch in which each sample of a batch gets the input of another one.
  static Change blind(TrainingSetup setup, Change change) {
    return change.withStep(
        step -> (batch, pass) -> step.of(mixed(batch, random(setup, batch)), pass));
  }

  private static RandomGenerator random(TrainingSetup setup, Batch batch) {
    long position = batch.index();
    for (int row : batch.rows()) {
      position = 31 * position + row;
    }
    return setup.random("diagnose mixing", position);
  }

  private static Batch mixed(Batch batch, RandomGenerator random) {
    Tensor order = Tensor.of(Rows.shuffled(batch.count(), random));
    Map<String, Tensor> fields = new LinkedHashMap<>();
    boolean named = batch.has(Source.FEATURES);
    batch
        .fields()
        .forEach((name, field) -> {
          boolean stays =
              name.equals(Source.TARGET)
                  || name.equals(Source.WEIGHTS)
                  || (named && !name.equals(Source.FEATURES));
          fields.put(name, stays ? field : field.indexSelect(0, order));
        });
    return batch.withFields(fields);
  }
}
