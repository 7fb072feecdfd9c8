package dev.adjoint.nn.metric;

import dev.adjoint.tensor.IndexException;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// How often class i was taken for class j: `counts[i][j]`, rows the truth, columns the prediction.
public record ConfusionMatrix(long[][] counts) {

  /// The matrix of predicted class indices `[N]` against true ones `[N]`.
  public static ConfusionMatrix of(Tensor predicted, Tensor target, int classes) {
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
      requireClass("target", t[i], i, classes);
      requireClass("prediction", p[i], i, classes);
      counts[(int) t[i]][(int) p[i]]++;
    }
    return new ConfusionMatrix(counts);
  }

  private static void requireClass(String what, long index, int sample, int classes) {
    if (index < 0 || index >= classes) {
      throw new IndexException(
          "confusion matrix",
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

  /// Of the samples predicted as this class, the share that is; NaN if none is.
  public double precision(int index) {
    long predicted = 0;
    for (long[] row : counts) {
      predicted += row[index];
    }
    return counts[index][index] / (double) predicted;
  }

  /// Of the samples of this class, the share that was found; NaN if there is none.
  public double recall(int index) {
    return counts[index][index] / (double) Tensor.of(counts[index]).sum().itemLong();
  }

  /// The harmonic mean of precision and recall.
  public double f1(int index) {
    double p = precision(index);
    double r = recall(index);
    return p + r == 0 ? 0 : 2 * p * r / (p + r);
  }
}
