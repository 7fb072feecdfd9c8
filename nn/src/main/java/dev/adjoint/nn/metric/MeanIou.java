package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// The mean over the classes of `found / (found + wrong + missed)`, the intersection of prediction
/// and truth over their union, 0 … 1: the usual figure of segmentation, with a pixel for a sample.
/// Classes that occur neither among the targets nor among the predictions are left out.
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
public record MeanIou() implements Metric {

  @Override
  public String name() {
    return "mean_iou";
  }

  /// Three counts for each class: found, wrong, missed.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return ClassCounts.of(name(), outputs, target);
  }

  @Override
  public double value(double[] state) {
    return ClassCounts.average(
        state, ClassAveraging.MACRO, (found, wrong, missed) -> found / (found + wrong + missed));
  }
}
