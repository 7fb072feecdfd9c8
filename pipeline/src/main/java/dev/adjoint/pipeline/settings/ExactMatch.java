package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// The share of samples of which every label is right, from logits `[B, labels]`: a logit above 0
/// says that the label applies.
record ExactMatch() implements Metric {

  @Override
  public String name() {
    return "exact_match";
  }

  /// The samples that are right, and all samples.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    double[] y = outputs.detach().to(ElementType.F64).toDoubleArray();
    double[] t = target.detach().to(ElementType.F64).toDoubleArray();
    int count = outputs.shape().size(0);
    int labels = y.length / Math.max(1, count);
    int right = 0;
    for (int n = 0; n < count; n++) {
      boolean isRight = true;
      for (int i = n * labels; i < (n + 1) * labels; i++) {
        isRight &= (y[i] > 0) == (t[i] > 0.5);
      }
      right += isRight ? 1 : 0;
    }
    return new double[] {right, count};
  }

  @Override
  public double value(double[] state) {
    return state[0] / state[1];
  }
}
