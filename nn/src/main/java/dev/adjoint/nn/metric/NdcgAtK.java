package dev.adjoint.nn.metric;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.OptionalLong;

/// The normalised discounted cumulative gain of one right answer for each sample: `1 / log₂(r + 1)`
/// if its output is the r-th largest with `r ≤ k`, else 0, averaged, 0 … 1. Of equal outputs the
/// class with the smaller index comes first; an output that is NaN is the smallest. The hit rate at
/// k is [TopKAccuracy].
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
///
/// @param k at least 1
public record NdcgAtK(int k) implements Metric {

  /// Checks the range.
  public NdcgAtK {
    if (k < 1) {
      throw new IllegalArgumentException(
          "ndcg: k is %d but must be at least 1; 10 is usual".formatted(k));
    }
  }

  @Override
  public String name() {
    return "ndcg_at_%d".formatted(k);
  }

  /// The sum of the gains, and the count of the samples.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    ClassIndices indices = ClassIndices.of(name(), outputs, target, OptionalLong.empty());
    double[] scores = indices.outputs().to(ElementType.F64).toDoubleArray();
    double gain = 0;
    for (int i = 0; i < indices.target().length; i++) {
      int before =
          TopKAccuracy.rank(
              scores, i * indices.classes(), indices.classes(), (int) indices.target()[i]);
      gain += before < k ? Math.log(2) / Math.log(before + 2.0) : 0;
    }
    return new double[] {gain, indices.target().length};
  }

  @Override
  public double value(double[] state) {
    return state[0] / state[1];
  }
}
