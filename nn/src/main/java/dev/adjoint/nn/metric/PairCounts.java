package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;
import java.util.OptionalLong;

/// How often class i was predicted as class j, as numbers in C order: what [CohenKappa] and
/// [MatthewsCorrelation] are made of.
final class PairCounts {

  private PairCounts() {}

  static double[] of(String metric, Tensor outputs, Tensor target) {
    ClassIndices indices = ClassIndices.of(metric, outputs, target, OptionalLong.empty());
    int classes = indices.classes();
    double[] counts = new double[classes * classes];
    long[] predicted = indices.predicted();
    for (int i = 0; i < predicted.length; i++) {
      counts[(int) indices.target()[i] * classes + (int) predicted[i]]++;
    }
    return counts;
  }

  /// What both metrics need of the counts.
  ///
  /// @param total the number of samples
  /// @param right those on the diagonal
  /// @param chance Σ over the classes of targets times predictions
  /// @param targets Σ of the squared numbers of targets
  /// @param predictions Σ of the squared numbers of predictions
  record Sums(double total, double right, double chance, double targets, double predictions) {}

  static Sums sums(double[] counts) {
    int classes = (int) Math.round(Math.sqrt(counts.length));
    double total = 0;
    double right = 0;
    double chance = 0;
    double targets = 0;
    double predictions = 0;
    for (int c = 0; c < classes; c++) {
      double row = 0;
      double column = 0;
      for (int other = 0; other < classes; other++) {
        row += counts[c * classes + other];
        column += counts[other * classes + c];
      }
      total += row;
      right += counts[c * classes + c];
      chance += row * column;
      targets += row * row;
      predictions += column * column;
    }
    return new Sums(total, right, chance, targets, predictions);
  }
}
