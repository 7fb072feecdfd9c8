package dev.adjoint.nn.metric;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.OptionalLong;

/// The mean squared distance of the probabilities from the truth, `mean Σ (pₖ − 1{k = t})²` (Brier
/// 1950), 0 … 2; 0 is perfect. For two classes it is twice the score of the second class alone.
///
/// **Shapes**: logits `[…, K]`, class indices `[…]`.
public record BrierScore() implements Metric {

  @Override
  public String name() {
    return "brier_score";
  }

  /// The sum of the squared distances, and the count of the samples.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    ClassIndices indices = ClassIndices.of(name(), outputs, target, OptionalLong.empty());
    int count = indices.target().length;
    if (count == 0) {
      return new double[2];
    }
    Tensor p = indices.outputs().to(ElementType.F64).softmax(1);
    Tensor truth = Tensor.of(indices.target()).oneHot(indices.classes()).to(ElementType.F64);
    return new double[] {p.subtract(truth).square().sum().item(), count};
  }

  @Override
  public double value(double[] state) {
    return state[0] / state[1];
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
