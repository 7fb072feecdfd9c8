package dev.adjoint.nn.metric;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.OptionalLong;

/// The share of samples whose class is among the k with the largest outputs, 0 … 1. Of equal
/// outputs the class with the smaller index comes first. An output that is NaN is the smallest.
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
///
/// @param k at least 1; from K on every answer is right
public record TopKAccuracy(int k) implements Metric {

  /// Checks the range.
  public TopKAccuracy {
    if (k < 1) {
      throw new IllegalArgumentException(
          "top-k accuracy: k is %d but must be at least 1; 5 is usual".formatted(k));
    }
  }

  @Override
  public String name() {
    return "top_%d_accuracy".formatted(k);
  }

  /// The right answers and all answers.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    ClassIndices indices = ClassIndices.of(name(), outputs, target, OptionalLong.empty());
    double[] scores = indices.outputs().to(ElementType.F64).toDoubleArray();
    int right = 0;
    for (int i = 0; i < indices.target().length; i++) {
      int start = i * indices.classes();
      right += rank(scores, start, indices.classes(), (int) indices.target()[i]) < k ? 1 : 0;
    }
    return new double[] {right, indices.target().length};
  }

  /// How many classes come before this one.
  static int rank(double[] scores, int start, int classes, int index) {
    double own = number(scores[start + index]);
    int before = 0;
    for (int c = 0; c < classes; c++) {
      double other = number(scores[start + c]);
      if (other > own || (other == own && c < index)) {
        before++;
      }
    }
    return before;
  }

  private static double number(double score) {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  @Override
  public double value(double[] state) {
    return state[0] / state[1];
  }
}
