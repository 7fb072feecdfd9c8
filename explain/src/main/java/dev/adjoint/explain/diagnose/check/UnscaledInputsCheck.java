package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whether the inputs are of the order of 1: a column of a table each by itself, an image as a
/// whole.
public record UnscaledInputsCheck() implements TrainingCheck {

  /// A root mean square above this is too large.
  private static final double LARGE = 10;

  /// A deviation below this is too small, unless it is 0.
  private static final double SMALL = 0.01;

  private static final int MOST_COLUMNS = 512;

  static final Sentence STANDARDISE =
      new Sentence(
          "standardise the inputs: subtract the mean, divide by the deviation",
          "对输入做标准化：减去均值，再除以标准差");

  @Override
  public String name() {
    return "unscaled-inputs";
  }

  @Override
  public Sentence question() {
    return new Sentence("Are the inputs of the order of 1?", "输入的数量级是否约为 1？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    DataSet sample = setup.sample();
    if (!isNumeric(sample)) {
      return refused("the inputs are not floating numbers", "输入不是浮点数");
    }
    List<Scale> scales = scales(sample);
    List<Scale> wrong = scales.stream().filter(Scale::isWrong).toList();
    double largest = scales.stream().mapToDouble(Scale::size).max().orElse(0);
    if (wrong.isEmpty()) {
      return healthy(
          "the root mean squares of %s inputs are at most %s",
          "%s 个输入的均方根最大为 %s", scales.size(), largest);
    }
    Scale worst = wrong.getFirst();
    for (Scale each : wrong) {
      worst = each.badness() > worst.badness() ? each : worst;
    }
    List<Evidence> evidence = new ArrayList<>();
    wrong.stream()
        .limit(6)
        .forEach(each -> {
          evidence.add(new Evidence(Sentence.of("mean of %s", "%s 的均值", each.name()), each.mean()));
          evidence.add(
              new Evidence(
                  Sentence.of("deviation of %s", "%s 的标准差", each.name()), each.deviation()));
        });
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "%s of %s inputs are not of the order of 1: %s has mean %s and deviation %s. The gradients of the first layer then differ as much as the inputs, and no single step size fits them.",
            "%2$s 个输入中有 %1$s 个的数量级不是 1：%3$s 的均值为 %4$s，标准差为 %5$s。第一层的梯度会同样相差悬殊，没有一个学习率适合所有输入。",
            wrong.size(),
            scales.size(),
            worst.name(),
            worst.mean(),
            worst.deviation()),
        evidence,
        Cure.tried(STANDARDISE, setup.trial(standardised(setup))));
  }

  /// The cure: each input minus its mean, divided by its deviation.
  static Change standardised(TrainingSetup setup) {
    DataSet sample = setup.sample();
    if (!isNumeric(sample)) {
      return Change.NONE;
    }
    List<Scale> scales = scales(sample);
    float[] means = new float[scales.size()];
    float[] factors = new float[scales.size()];
    for (int i = 0; i < means.length; i++) {
      double deviation = scales.get(i).deviation();
      means[i] = (float) scales.get(i).mean();
      factors[i] = deviation > 0 ? (float) (1 / deviation) : 1;
    }
    Tensor mean = Tensor.of(means);
    Tensor factor = Tensor.of(factors);
    return Change.NONE.withStep(step ->
        (batch, pass) -> {
          Map<String, Tensor> fields = new LinkedHashMap<>(batch.fields());
          Tensor x = batch.features();
          fields.put(
              Source.FEATURES,
              x.subtract(mean.to(x.elementType())).multiply(factor.to(x.elementType())));
          return step.of(batch.withFields(fields), pass);
        });
  }

  static boolean isNumeric(DataSet sample) {
    return sample.fields().containsKey(Source.FEATURES)
        && sample.features().elementType().isFloating()
        && sample.features().shape().rank() > 1;
  }

  /// The mean and the deviation of an input.
  private record Scale(Sentence name, double mean, double deviation) {

    double size() {
      return Math.sqrt(mean * mean + deviation * deviation);
    }

    boolean isWrong() {
      return size() > LARGE || (deviation > 0 && deviation < SMALL);
    }

    double badness() {
      return Math.max(size() / LARGE, deviation > 0 ? SMALL / deviation : 0);
    }
  }

  /// One scale for each column of a table, one for everything else.
  private static List<Scale> scales(DataSet sample) {
    Tensor x = sample.features();
    boolean isTable = x.shape().rank() == 2 && x.shape().size(1) <= MOST_COLUMNS;
    int columns = isTable ? x.shape().size(1) : 1;
    double[] values = x.toDoubleArray();
    List<Scale> scales = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      double[] one = new double[values.length / Math.max(1, columns)];
      for (int i = 0; i < one.length; i++) {
        one[i] = values[i * columns + column];
      }
      scales.add(
          new Scale(
              isTable ? columnName(sample, column) : new Sentence("the input", "输入"),
              Targets.mean(one),
              Math.sqrt(Targets.variance(one))));
    }
    return scales;
  }

  /// The name of a column of the features, or its number.
  static Sentence columnName(DataSet sample, int column) {
    return sample.featureNames().size() > column
        ? Sentence.same(sample.featureNames().get(column))
        : Sentence.of("column %s", "第 %s 列", column);
  }
}
