package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.Batch;
import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.Course;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.optim.ClipGradNorm;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Whether the loss becomes NaN or infinite, and the step and the operation in which the first such
/// value first appears.
public record NonFiniteCheck() implements TrainingCheck {

  /// A cure is tried for so many steps beyond the one at which the training diverges.
  private static final int BEYOND = 20;

  private static final int MOST_STEPS = 2000;

  @Override
  public String name() {
    return "not-finite";
  }

  @Override
  public Sentence question() {
    return new Sentence("Does a NaN or an infinity appear, and where?", "是否出现 NaN 或无穷大，出现在哪里？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    int searched = setup.background().searched().orElse(setup.steps());
    Course course = searched <= setup.steps() ? setup.observed() : setup.run(Change.NONE, searched);
    OptionalLong diverged = course.diverged();
    if (diverged.isEmpty()) {
      return healthy(
          "%s steps were run, all values are finite", "运行了 %s 步，所有值都有限", course.losses().size());
    }
    long step = diverged.getAsLong();
    FirstNonFinite first = FirstNonFinite.of(setup, step);
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of("step of the first such loss", "损失首次非有限的步", (double) step));
    evidence.add(
        Evidence.of("step in which the value first appears", "该值产生的步", (double) first.step()));
    first
        .element()
        .ifPresent(
            element -> evidence.add(Evidence.of("element of the result", "结果中的元素序号", element)));
    first
        .input()
        .ifPresent(
            input -> evidence.add(Evidence.of("input of the operation there", "该处运算的输入", input)));
    if (step > 1) {
      evidence.add(
          Evidence.of("loss of the step before", "前一步的损失", course.losses().get((int) step - 2)));
    }
    return new Finding(
        name(), Severity.ERROR, first.sentence(step), evidence, cure(setup, course, first));
  }

  /// A cure that is tried until the training stays finite.
  private record Attempt(Sentence advice, Change change) {

    static Attempt rate(double factor) {
      return new Attempt(Candidate.rate(factor), Change.NONE.withRateTimes(factor));
    }
  }

  private static Cure cure(TrainingSetup setup, Course course, FirstNonFinite first) {
    int steps = Math.min(MOST_STEPS, Math.max(setup.steps(), course.losses().size() + BEYOND));
    List<Attempt> candidates = new ArrayList<>();
    if (first.isData()) {
      candidates.add(
          new Attempt(
              new Sentence(
                  "repair the data: the curve with the cure has 0 instead of every value that is not finite",
                  "修复数据：采用对策的曲线把每个非有限的值换成 0"),
              Change.NONE.withStep(step -> (batch, pass) -> step.of(finite(batch), pass))));
    }
    candidates.add(Attempt.rate(0.1));
    candidates.add(
        new Attempt(
            new Sentence(
                "clip the gradient to the norm 1 (ClipGradNorm)", "把梯度裁剪到范数 1（ClipGradNorm）"),
            Change.NONE.withGradientRules(new ClipGradNorm(1))));
    candidates.add(Attempt.rate(0.001));
    candidates.add(new Attempt(Candidate.NEW_WEIGHTS, FreshWeights.change(setup)));
    Attempt last = candidates.getFirst();
    Curve after = course.curve();
    for (Attempt candidate : candidates) {
      last = candidate;
      after = setup.losses(candidate.change(), steps);
      if (Double.isFinite(after.last())) {
        return Cure.tried(
            candidate.advice(), CureTrial.ofLoss(CureTrial.TRAINING_LOSS, course.curve(), after));
      }
    }
    return Cure.tried(
        Sentence.of(
            "keep the input of %s where it is defined, for example by adding a small number; neither a smaller step size nor clipping nor new weights help",
            "让 %s 的输入留在其定义域内，例如加上一个小数；减小学习率、裁剪梯度和更换初始权重都没有帮助", first.operation()),
        CureTrial.ofLoss(CureTrial.TRAINING_LOSS, course.curve(), after.named(last.advice())));
  }

  private static Batch finite(Batch batch) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    batch.fields().forEach((name, field) -> fields.put(name, finite(field)));
    return batch.withFields(fields);
  }

  private static Tensor finite(Tensor x) {
    if (!x.elementType().isFloating()) {
      return x;
    }
    double[] values = x.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isFinite(values[i]) ? values[i] : 0;
    }
    return Tensor.of(x.elementType(), values, x.shape());
  }
}
