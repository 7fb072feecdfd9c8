package dev.adjoint.pipeline.quality;

import java.util.Arrays;

/// What a yes-or-no question gives for every threshold of the score, from the strictest to the most
/// lenient: a step for each different score.
///
/// @param falsePositives the share of the others that is answered yes, from 0 to 1
/// @param recall the share of the class that is answered yes, from 0 to 1
/// @param precision the share of the yes answers that is right; for none it is that of the next
///   step
public record ThresholdCurves(double[] falsePositives, double[] recall, double[] precision) {

  /// The curves of these scores.
  static ThresholdCurves of(double[] scores, boolean[] belongs) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
    int all = 0;
    for (boolean each : belongs) {
      all += each ? 1 : 0;
    }
    if (all == 0 || all == scores.length) {
      return new ThresholdCurves(new double[0], new double[0], new double[0]);
    }
    double[] falsePositives = new double[scores.length + 1];
    double[] recall = new double[scores.length + 1];
    double[] precision = new double[scores.length + 1];
    int steps = 1;
    int found = 0;
    for (int i = 0; i < order.length; i++) {
      found += belongs[order[i]] ? 1 : 0;
      if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
        falsePositives[steps] = (i + 1 - found) / (double) (scores.length - all);
        recall[steps] = found / (double) all;
        precision[steps] = found / (i + 1.0);
        steps++;
      }
    }
    precision[0] = precision[1];
    return new ThresholdCurves(
        Arrays.copyOf(falsePositives, steps),
        Arrays.copyOf(recall, steps),
        Arrays.copyOf(precision, steps));
  }

  /// Whether there is no curve, because all samples are of one kind.
  public boolean isEmpty() {
    return recall.length == 0;
  }
}
