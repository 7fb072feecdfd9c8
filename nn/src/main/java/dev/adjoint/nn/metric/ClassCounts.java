package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;
import java.util.OptionalLong;

/// For each class: the samples correctly predicted as it, those wrongly predicted as it, and those
/// of it that were predicted as another. What [Precision], [Recall] and [F1Score] are made of.
final class ClassCounts {

  private static final int NUMBERS = 3;

  private ClassCounts() {}

  /// The share of one class.
  @FunctionalInterface
  interface Share {
    /// NaN where it is not defined.
    double of(double found, double wrong, double missed);
  }

  static double[] of(String metric, Tensor outputs, Tensor target) {
    ClassIndices indices = ClassIndices.of(metric, outputs, target, OptionalLong.empty());
    double[] counts = new double[NUMBERS * indices.classes()];
    long[] predicted = indices.predicted();
    for (int i = 0; i < predicted.length; i++) {
      int p = NUMBERS * (int) predicted[i];
      int t = NUMBERS * (int) indices.target()[i];
      if (p == t) {
        counts[p]++;
      } else {
        counts[p + 1]++;
        counts[t + 2]++;
      }
    }
    return counts;
  }

  /// The mean over the classes that occur among the targets or the predictions. A share that is not
  /// defined counts as 0, as in scikit-learn.
  static double mean(double[] counts, Share share) {
    double sum = 0;
    int classes = 0;
    for (int c = 0; c < counts.length; c += NUMBERS) {
      if (counts[c] + counts[c + 1] + counts[c + 2] > 0) {
        double value = share.of(counts[c], counts[c + 1], counts[c + 2]);
        sum += Double.isNaN(value) ? 0 : value;
        classes++;
      }
    }
    return sum / classes;
  }
}
