package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// The area under the ROC curve: the probability that a sample of the class has a larger score than
/// one of another class, equal scores counting half, 0 … 1; ½ is chance. With K > 2 classes the
/// mean of one against the rest. NaN without samples of both kinds.
///
/// **Shapes**: outputs and targets equal, a target above ½ is yes; or logits `[…, K]` with class
/// indices `[…]`. The state grows with the samples, since the order of all of them counts.
public record RocAuc() implements Metric {

  @Override
  public String name() {
    return "roc_auc";
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
    return ScoredSamples.value(state, RocAuc::area);
  }

  private static double area(double[] scores, boolean[] belongs) {
    int[] order = ScoredSamples.descending(scores);
    double area = 0;
    double found = 0;
    double others = 0;
    for (int i = 0; i < order.length; ) {
      int end = i;
      double here = 0;
      while (end < order.length && scores[order[end]] == scores[order[i]]) {
        here += belongs[order[end]] ? 1 : 0;
        end++;
      }
      double rest = end - i - here;
      area += rest * (found + here / 2);
      found += here;
      others += rest;
      i = Math.max(end, i + 1);
    }
    return area / (found * others);
  }
}
