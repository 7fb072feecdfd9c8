package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// F1 of labels from logits, `2 tp / (2 tp + fp + fn)` over all elements: a logit above 0 says that
/// the label applies. 0 where none applies and none is said to.
///
/// **Shapes**: outputs and targets equal; a target above ½ says that the label applies.
record LabelF1() implements Metric {

  @Override
  public String name() {
    return "f1";
  }

  /// Twice the true positives, and the other part of the denominator.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    double[] y = outputs.detach().to(ElementType.F64).toDoubleArray();
    double[] t = target.detach().to(ElementType.F64).toDoubleArray();
    int both = 0;
    int one = 0;
    for (int i = 0; i < y.length; i++) {
      boolean isSaid = y[i] > 0;
      boolean isTrue = t[i] > 0.5;
      both += isSaid && isTrue ? 2 : 0;
      one += isSaid != isTrue ? 1 : 0;
    }
    return new double[] {both, one};
  }

  @Override
  public double value(double[] state) {
    return state[0] + state[1] == 0 ? 0 : state[0] / (state[0] + state[1]);
  }
}
