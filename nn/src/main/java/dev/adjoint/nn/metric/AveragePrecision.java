package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// The average precision: the sum over the thresholds of the precision there times the recall
/// gained, the area under the precision–recall curve as steps, 0 … 1. With K > 2 classes the mean
/// of one against the rest. NaN without a sample of the class.
///
/// **Shapes**: outputs and targets equal, a target above ½ is yes; or logits `[…, K]` with class
/// indices `[…]`. The state grows with the samples, since the order of all of them counts.
public record AveragePrecision() implements Metric {

  @Override
  public String name() {
    return "average_precision";
  }

  /// The number of classes, then target and scores of each sample.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return ScoredSamples.of(name(), outputs, target);
  }

  @Override
  public double[] merge(double[] one, double[] other) {
    return ScoredSamples.merge(one, other);
  }

  @Override
  public double value(double[] state) {
    return ScoredSamples.value(state, AveragePrecision::steps);
  }

  private static double steps(double[] scores, boolean[] belongs) {
    int[] order = ScoredSamples.descending(scores);
    double sum = 0;
    double found = 0;
    for (int i = 0; i < order.length; ) {
      int end = i;
      double here = 0;
      while (end < order.length && scores[order[end]] == scores[order[i]]) {
        here += belongs[order[end]] ? 1 : 0;
        end++;
      }
      end = Math.max(end, i + 1);
      found += here;
      sum += here * found / end;
      i = end;
    }
    return sum / found;
  }
}
