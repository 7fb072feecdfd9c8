package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Samples;
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
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.ClassWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Classes of which one has many times the samples of another.
public record ImbalanceCheck() implements TrainingCheck {

  private static final int RATIO = 20;
  private static final int EACH = 64;
  private static final int MOST_CLASSES = 1000;

  @Override
  public String name() {
    return "imbalance";
  }

  @Override
  public Sentence question() {
    return new Sentence("Is one class much rarer than another?", "是否有类别比其他类别少得多？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Optional<int[]> labels = labels(setup.training());
    if (labels.isEmpty()) {
      return refused("the training samples have no classes that can be counted", "训练样本没有可计数的类别");
    }
    Map<Integer, List<Integer>> rows = new TreeMap<>();
    for (int i = 0; i < labels.get().length; i++) {
      rows.computeIfAbsent(labels.get()[i], _ -> new ArrayList<>()).add(i);
    }
    if (rows.size() < 2 || rows.size() > MOST_CLASSES) {
      return refused("the training samples have %s classes", "训练样本有 %s 个类别", rows.size());
    }
    int least = rows.keySet().iterator().next();
    int most = least;
    for (int each : rows.keySet()) {
      least = size(rows, each) < size(rows, least) ? each : least;
      most = size(rows, each) > size(rows, most) ? each : most;
    }
    double ratio = (double) size(rows, most) / size(rows, least);
    if (ratio < RATIO) {
      return healthy(
          "the largest of %s classes has %s times the samples of the smallest",
          "%s 个类别中最大的样本数是最小的 %s 倍", rows.size(), ratio);
    }
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "The classes are unbalanced: %s samples of class %s but only %s of class %s. A network that never answers the rare class is right in %s of the cases, so accuracy says little.",
            "类别不均衡：类别 %2$s 有 %1$s 个样本，而类别 %4$s 只有 %3$s 个。从不回答稀有类别的网络也有 %5$s 的正确率，因此准确率说明不了什么。",
            size(rows, most),
            className(setup, most),
            size(rows, least),
            className(setup, least),
            Sentence.percent(1 - (double) size(rows, least) / labels.get().length)),
        List.of(
            Evidence.of("samples of the largest class", "最大类别的样本数", size(rows, most)),
            Evidence.of("samples of the smallest class", "最小类别的样本数", size(rows, least)),
            Evidence.of("ratio", "比值", ratio)),
        cure(setup, rows));
  }

  private static int size(Map<Integer, List<Integer>> rows, int label) {
    return rows.getOrDefault(label, List.of()).size();
  }

  private static String className(TrainingSetup setup, int label) {
    return setup.training() instanceof DataSet data && data.classes().size() > label
        ? "'" + data.classes().get(label) + "'"
        : Integer.toString(label);
  }

  private static Cure cure(TrainingSetup setup, Map<Integer, List<Integer>> rows) {
    Sentence advice =
        new Sentence(
            "let every class count the same in the loss: --class-weights balanced, or TrainOptions.withClassWeights(ClassWeights.balanced())",
            "让每个类别在损失中的权重相同：--class-weights balanced，或 TrainOptions.withClassWeights(ClassWeights.balanced())");
    if (setup.loss().isEmpty() || !(setup.options().classWeights() instanceof ClassWeights.None)) {
      return Cure.untried(advice);
    }
    List<DataSet> groups = new ArrayList<>();
    for (List<Integer> group : rows.values()) {
      int[] some = group.stream().limit(EACH).mapToInt(Integer::intValue).toArray();
      groups.add(new DataSet(((Samples) setup.training()).read(some), List.of(), List.of()));
    }
    Change balanced =
        Change.NONE.withOptions(options -> options.withClassWeights(ClassWeights.balanced()));
    Curve before = setup.follow(Change.NONE, setup.steps(), () -> recall(setup, groups));
    Curve after = setup.follow(balanced, setup.steps(), () -> recall(setup, groups));
    return Cure.tried(
        advice,
        CureTrial.ofGain(
            new Sentence("mean share of right answers of a class", "各类别正确率的均值"), before, after));
  }

  /// The mean over the classes of the share of right answers.
  private static double recall(TrainingSetup setup, List<DataSet> groups) {
    double sum = 0;
    for (DataSet group : groups) {
      Tensor outputs =
          Tensor.noGrad(() ->
              setup
                  .step()
                  .of(
                      new dev.adjoint.data.Batch(0, new int[group.count()], group.fields()),
                      Pass.INFERENCE)
                  .outputs());
      sum += Targets.accuracy(outputs, group.target(), 0);
    }
    return sum / groups.size();
  }

  /// The class of each sample; of targets that are 0 or 1 these.
  private static Optional<int[]> labels(Source source) {
    if (!(source instanceof Samples samples)) {
      return Optional.empty();
    }
    Optional<int[]> known = samples.labels();
    if (known.isPresent() || !(source instanceof DataSet data)) {
      return known;
    }
    if (!data.fields().containsKey(Source.TARGET)
        || data.target().shape().count() != data.count()) {
      return Optional.empty();
    }
    double[] target = data.target().toDoubleArray();
    int[] labels = new int[target.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) target[i];
      boolean isClass =
          labels[i] == target[i]
              && (!data.target().elementType().isFloating() || labels[i] == 0 || labels[i] == 1);
      if (!isClass) {
        return Optional.empty();
      }
    }
    return Optional.of(labels);
  }
}
