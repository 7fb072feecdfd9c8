package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.IndexException;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// How often class i was predicted as class j: `counts[i][j]`, rows the truth, columns the
/// prediction.
public record ConfusionMatrix(long[][] counts) {

  /// Checks that the matrix is square, without negative counts.
  public ConfusionMatrix {
    Require.given("confusion matrix", "the counts", counts);
    for (long[] row : counts) {
      if (row == null || row.length != counts.length) {
        throw new IllegalArgumentException(
            "confusion matrix: there are %d rows but one of them has %d columns; give a square matrix"
                .formatted(counts.length, row == null ? 0 : row.length));
      }
      for (long count : row) {
        if (count < 0) {
          throw new IllegalArgumentException(
              "confusion matrix: a count is %d but must be at least 0; count samples"
                  .formatted(count));
        }
      }
    }
  }

  /// The matrix of predicted class indices `[N]` against true ones `[N]`.
  ///
  /// @param classes the number of classes, at least 1
  public static ConfusionMatrix of(Tensor predicted, Tensor target, int classes) {
    Require.tensor("confusion matrix", "the prediction", predicted);
    Require.tensor("confusion matrix", "the target", target);
    Require.size(
        "confusion matrix", "the number of classes", classes, "give that of the network's outputs");
    if (!predicted.shape().equals(target.shape())) {
      throw new ShapeException(
          "confusion matrix",
          "predictions have shape %s but targets have %s; give one class index for each sample"
              .formatted(predicted.shape(), target.shape()));
    }
    long[][] counts = new long[classes][classes];
    long[] p = predicted.toLongArray();
    long[] t = target.toLongArray();
    for (int i = 0; i < p.length; i++) {
      requireClass("confusion matrix", "target", t[i], i, classes);
      requireClass("confusion matrix", "prediction", p[i], i, classes);
      counts[(int) t[i]][(int) p[i]]++;
    }
    return new ConfusionMatrix(counts);
  }

  static void requireClass(String owner, String what, long index, int sample, int classes) {
    if (index < 0 || index >= classes) {
      throw new IndexException(
          owner,
          "%s %d of sample %d is outside 0 … %d; count classes from 0, or give more classes"
              .formatted(what, index, sample, classes - 1));
    }
  }

  /// The number of samples.
  public long total() {
    return Tensor.of(counts).sum().itemLong();
  }

  /// The share of samples on the diagonal, 0 … 1; NaN without samples.
  public double accuracy() {
    long right = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
    }
    return right / (double) total();
  }

  /// The share of the samples predicted as this class that belong to it; NaN if none is predicted
  /// so.
  ///
  /// @throws IllegalArgumentException if there is no such class
  public double precision(int index) {
    requireIndex(index);
    long predicted = 0;
    for (long[] row : counts) {
      predicted += row[index];
    }
    return counts[index][index] / (double) predicted;
  }

  /// The share of the samples of this class that are predicted as it; NaN if there is none.
  ///
  /// @throws IllegalArgumentException if there is no such class
  public double recall(int index) {
    requireIndex(index);
    return counts[index][index] / (double) Tensor.of(counts[index]).sum().itemLong();
  }

  private void requireIndex(int index) {
    if (index < 0 || index >= counts.length) {
      throw new IllegalArgumentException(
          "confusion matrix: there is no class %d; give an index of 0 to %d"
              .formatted(index, counts.length - 1));
    }
  }

  /// The harmonic mean of precision and recall.
  ///
  /// @throws IllegalArgumentException if there is no such class
  public double f1(int index) {
    double p = precision(index);
    double r = recall(index);
    return p + r == 0 ? 0 : 2 * p * r / (p + r);
  }
}
