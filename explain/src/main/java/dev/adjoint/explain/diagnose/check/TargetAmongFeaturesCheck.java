package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.DataSet;
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
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.pipeline.quality.RankCorrelation;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/// An input that determines the target by itself, such as a copy of it.
public record TargetAmongFeaturesCheck() implements TrainingCheck {

  private static final double CORRELATION = 0.995;
  private static final int FEWEST = 30;
  private static final int MOST_INPUTS = 4096;

  @Override
  public String name() {
    return "target-among-features";
  }

  @Override
  public Sentence question() {
    return new Sentence("Is the target among the inputs?", "目标是否混在输入之中？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    DataSet sample = setup.sample();
    if (!UnscaledInputsCheck.isNumeric(sample) || !sample.fields().containsKey(Source.TARGET)) {
      return refused("the inputs are not floating numbers with a target", "输入不是带有目标的浮点数");
    }
    int count = sample.count();
    int inputs = sample.features().shape().count() / Math.max(1, count);
    double[] target = sample.target().toDoubleArray();
    if (count < FEWEST || inputs > MOST_INPUTS || target.length != count) {
      return refused(
          "%s samples of %s inputs with %s targets are not compared",
          "不比较 %s 个样本（每个 %s 个输入、共 %s 个目标）", count, inputs, target.length);
    }
    double[] values = sample.features().toDoubleArray();
    boolean classes = !sample.target().elementType().isFloating() || isBinary(target);
    double most = 0;
    for (int input = 0; input < inputs; input++) {
      double[] one = new double[count];
      for (int i = 0; i < count; i++) {
        one[i] = values[i * inputs + input];
      }
      double match = classes ? separation(one, target) : rankCorrelation(one, target);
      most = Math.max(most, match);
      if (match >= CORRELATION) {
        return found(setup, sample, input, inputs, match);
      }
    }
    return healthy(
        "no input determines the target; the closest does by %s of 1",
        "没有一个输入能决定目标；最接近的程度为 %s（满分 1）", most);
  }

  private Finding found(TrainingSetup setup, DataSet sample, int input, int inputs, double match) {
    Sentence column =
        sample.features().shape().rank() == 2
            ? UnscaledInputsCheck.columnName(sample, input)
            : Sentence.of("element %s", "第 %s 个元素", input);
    Change without = without(input, inputs);
    Sentence advice =
        Sentence.of(
            "leave %s out if it is not known before the answer is; the curves show the loss with and without it",
            "如果 %s 在答案之前并不知道，就去掉它；曲线显示包含与去掉它时的损失", column);
    Optional<DataSet> held = setup.heldOut();
    Curve before = curve(setup, held, Change.NONE);
    Curve after = curve(setup, held, without);
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of(
            "%s determines the target by itself (%s of 1): it is probably a copy of the target, or is known only after it. The figures then say nothing about new data.",
            "%s 单独就能决定目标（程度 %s，满分 1）：它多半是目标的副本，或只有在知道目标之后才知道。这样的指标对新数据没有意义。", column, match),
        List.of(Evidence.of("agreement of the input with the target", "该输入与目标的一致程度", match)),
        Cure.tried(
            advice,
            CureTrial.ofHonesty(
                held.isPresent() ? CureTrial.HELD_OUT_LOSS : CureTrial.TRAINING_LOSS,
                before,
                after)));
  }

  private static Curve curve(TrainingSetup setup, Optional<DataSet> held, Change change) {
    if (held.isEmpty()) {
      return setup.losses(change, setup.steps());
    }
    // The held-out samples must be without the input too.
    return setup.follow(
        change,
        setup.steps(),
        () ->
            dev.adjoint.train.Evaluation.of(
                    change.step().map(each -> each.apply(setup.step())).orElse(setup.step()),
                    held.get(),
                    List.of())
                .loss());
  }

  private static Change without(int input, int inputs) {
    float[] keep = new float[inputs];
    Arrays.fill(keep, 1);
    keep[input] = 0;
    return Change.NONE.withStep(step ->
        (batch, pass) -> {
          Map<String, Tensor> fields = new LinkedHashMap<>(batch.fields());
          Tensor x = batch.features();
          int[] one = x.shape().toArray();
          one[0] = 1;
          Tensor mask = Tensor.of(keep, dev.adjoint.tensor.Shape.of(one)).to(x.elementType());
          fields.put(Source.FEATURES, x.multiply(mask));
          return step.of(batch.withFields(fields), pass);
        });
  }

  private static boolean isBinary(double[] target) {
    return Arrays.stream(target).allMatch(value -> value == 0 || value == 1);
  }

  /// How well the input separates a class from all others: 1 less the share of changes between
  /// class and rest along the sorted input, beyond the one or two that must be; of equal values
  /// those of the class come first and last in turn, so that a tie never looks separated.
  private static double separation(double[] values, double[] target) {
    double best = 0;
    double[] classes = Arrays.stream(target).distinct().toArray();
    for (double one : classes.length == 2 ? Arrays.copyOf(classes, 1) : classes) {
      best = Math.max(best, separation(values, target, label -> label == one));
    }
    return best;
  }

  private static double separation(double[] values, double[] target, DoublePredicate isClass) {
    Integer[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toArray(Integer[]::new);
    long members = Arrays.stream(target).filter(isClass).count();
    long fewer = Math.min(members, target.length - members);
    if (fewer < 5) {
      return 0;
    }
    // Of each group of equal values the smaller side is counted as wrong, and each change between
    // groups beyond two as well.
    double wrong = 0;
    int changes = 0;
    Boolean before = null;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int inside = 0;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        inside += isClass.test(target[order[to]]) ? 1 : 0;
        to++;
      }
      wrong += Math.min(inside, to - from - inside);
      boolean now = 2 * inside > to - from;
      changes += before != null && now != before ? 1 : 0;
      before = now;
      from = to;
    }
    wrong += Math.max(0, changes - 2);
    return 1 - Math.min(1, wrong / (double) fewer);
  }

  /// The magnitude of the rank correlation; 0 where all numbers of one are equal.
  private static double rankCorrelation(double[] a, double[] b) {
    double correlation = Math.abs(RankCorrelation.of(a, b));
    return Double.isNaN(correlation) ? 0 : correlation;
  }
}
