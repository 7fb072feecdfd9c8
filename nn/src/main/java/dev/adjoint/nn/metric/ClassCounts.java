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

  /// The shares of the classes as one number. Classes that occur neither among the targets nor
  /// among the predictions are left out. A share that is not defined counts as 0, as in
  /// scikit-learn.
  static double average(double[] counts, ClassAveraging averaging, Share share) {
    double[] all = new double[NUMBERS];
    double sum = 0;
    double weights = 0;
    for (int c = 0; c < counts.length; c += NUMBERS) {
      double targets = counts[c] + counts[c + 2];
      double weight = averaging == ClassAveraging.WEIGHTED ? targets : 1;
      if (targets + counts[c + 1] > 0) {
        sum += weight * defined(share.of(counts[c], counts[c + 1], counts[c + 2]));
        weights += weight;
      }
      for (int i = 0; i < NUMBERS; i++) {
        all[i] += counts[c + i];
      }
    }
    return averaging == ClassAveraging.MICRO
        ? defined(share.of(all[0], all[1], all[2]))
        : sum / weights;
  }

  private static double defined(double share) {
    return Double.isNaN(share) ? 0 : share;
  }

  /// The mean over the classes with a target of the share that was found.
  static double meanRecall(double[] counts) {
    double sum = 0;
    int classes = 0;
    for (int c = 0; c < counts.length; c += NUMBERS) {
      double targets = counts[c] + counts[c + 2];
      if (targets > 0) {
        sum += counts[c] / targets;
        classes++;
      }
    }
    return sum / classes;
  }
}
