package dev.adjoint.pipeline.quality;

import dev.adjoint.nn.metric.AveragePrecision;
import dev.adjoint.nn.metric.BalancedAccuracy;
import dev.adjoint.nn.metric.BrierScore;
import dev.adjoint.nn.metric.CalibrationError;
import dev.adjoint.nn.metric.CohenKappa;
import dev.adjoint.nn.metric.ConfusionMatrix;
import dev.adjoint.nn.metric.F1Score;
import dev.adjoint.nn.metric.LogLoss;
import dev.adjoint.nn.metric.MatthewsCorrelation;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.nn.metric.RocAuc;
import dev.adjoint.pipeline.Outputs;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How good the answers of a classifier are.
///
/// @param classes their names
/// @param probabilities of each sample and class
/// @param truth the index of each sample's class
/// @param figures metrics by name, in the order in which they are shown
/// @param rows the classes one by one
public record ClassQuality(
    List<String> classes,
    double[][] probabilities,
    long[] truth,
    Map<String, Double> figures,
    List<Row> rows) {

  private static final List<Metric> METRICS =
      List.of(
          new BalancedAccuracy(),
          new F1Score(),
          new CohenKappa(),
          new MatthewsCorrelation(),
          new RocAuc(),
          new AveragePrecision(),
          new LogLoss(),
          new BrierScore(),
          new CalibrationError());

  /// One class.
  ///
  /// @param samples how many samples belong to it
  /// @param precision the share of the samples answered with it that belong to it; NaN without one
  /// @param recall the share of its samples that were answered with it; NaN without one
  /// @param f1 the harmonic mean of both
  public record Row(String name, long samples, double precision, double recall, double f1) {}

  /// The quality of answers whose outputs are logits.
  public static ClassQuality of(Outputs outputs, List<String> classes) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Metric metric : METRICS) {
      figures.put(metric.name(), metric.of(outputs.outputs(), outputs.target()));
    }
    ConfusionMatrix confusion =
        ConfusionMatrix.of(outputs.outputs().argmax(-1), outputs.target(), classes.size());
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      long samples = 0;
      for (long count : confusion.counts()[k]) {
        samples += count;
      }
      rows.add(
          new Row(
              classes.get(k),
              samples,
              confusion.precision(k),
              confusion.recall(k),
              confusion.f1(k)));
    }
    Tensor p = outputs.outputs().detach().to(ElementType.F64).softmax(-1);
    return new ClassQuality(
        List.copyOf(classes),
        p.toNested(double[][].class),
        outputs.target().toLongArray(),
        figures,
        rows);
  }

  /// The number of samples.
  public int count() {
    return truth.length;
  }

  /// The answer to a sample: the class with the largest probability, the first of equals.
  public int answer(int sample) {
    int best = 0;
    for (int k = 1; k < classes.size(); k++) {
      if (probabilities[sample][k] > probabilities[sample][best]) {
        best = k;
      }
    }
    return best;
  }

  /// The curves of thresholds of one class against all others; empty if the samples do not include
  /// both.
  public ThresholdCurves curves(int index) {
    double[] scores = new double[count()];
    boolean[] belongs = new boolean[count()];
    for (int i = 0; i < count(); i++) {
      scores[i] = probabilities[i][index];
      belongs[i] = truth[i] == index;
    }
    return ThresholdCurves.of(scores, belongs);
  }

  /// How often answers of a certain probability are right, in equally wide bins of the probability
  /// of the answer; bins without samples are left out.
  public List<Bin> calibration(int bins) {
    double[] sum = new double[bins];
    int[] count = new int[bins];
    int[] right = new int[bins];
    for (int i = 0; i < count(); i++) {
      int answer = answer(i);
      double p = probabilities[i][answer];
      int bin = Math.clamp((int) Math.ceil(p * bins) - 1, 0, bins - 1);
      sum[bin] += p;
      count[bin]++;
      right[bin] += answer == truth[i] ? 1 : 0;
    }
    List<Bin> found = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      if (count[bin] > 0) {
        found.add(new Bin(count[bin], sum[bin] / count[bin], right[bin] / (double) count[bin]));
      }
    }
    return found;
  }

  /// The samples of a bin.
  ///
  /// @param samples how many
  /// @param probability the mean probability of their answers
  /// @param right the share of right answers
  public record Bin(int samples, double probability, double right) {}
}
