package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// The usual metrics of one tensor of predictions, computed in F64. For data in several batches use
/// a [Metric].
public final class Metrics {

  private Metrics() {}

  /// The share of samples whose largest output is that of the target class: outputs `[…, K]`,
  /// indices `[…]`.
  public static double accuracy(Tensor outputs, Tensor target) {
    return new Accuracy().of(outputs, target);
  }

  /// The mean absolute error, in units of the target.
  public static double mae(Tensor predicted, Tensor target) {
    return new MeanAbsoluteError().of(predicted, target);
  }

  /// The root of the mean squared error, in units of the target.
  public static double rmse(Tensor predicted, Tensor target) {
    return new RootMeanSquaredError().of(predicted, target);
  }

  /// The coefficient of determination: `1 − Σ (y − t)² / Σ (t − mean t)²`; 1 is perfect, 0 is as
  /// good as the mean. NaN when all targets are equal.
  public static double r2(Tensor predicted, Tensor target) {
    return new R2Score().of(predicted, target);
  }
}
