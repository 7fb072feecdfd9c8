package dev.adjoint.nn.metric;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Figures of predictions against targets, computed in F64.
public final class Metrics {

  private Metrics() {}

  /// The share of samples whose largest output is that of the target class: outputs `[N, K]`,
  /// indices `[N]`.
  public static double accuracy(Tensor outputs, Tensor target) {
    Tensor predicted = outputs.detach().argmax(-1);
    if (!predicted.shape().equals(target.shape())) {
      throw new ShapeException(
          "accuracy",
          "outputs %s want target indices %s but got %s; give one class index for each sample"
              .formatted(outputs.shape(), predicted.shape(), target.shape()));
    }
    return predicted.eq(target.to(ElementType.I64)).to(ElementType.F64).mean().item();
  }

  /// The mean absolute error, in units of the target.
  public static double mae(Tensor predicted, Tensor target) {
    return error("mae", predicted, target).abs().mean().item();
  }

  /// The root of the mean squared error, in units of the target.
  public static double rmse(Tensor predicted, Tensor target) {
    return Math.sqrt(error("rmse", predicted, target).square().mean().item());
  }

  /// The coefficient of determination: `1 − Σ (y − t)² / Σ (t − mean t)²`; 1 is perfect, 0 is as
  /// good as the mean. NaN when all targets are equal.
  public static double r2(Tensor predicted, Tensor target) {
    Tensor t = target.detach().to(ElementType.F64);
    double residual = error("r2", predicted, target).square().sum().item();
    double total = t.subtract(t.mean()).square().sum().item();
    return total == 0 ? Double.NaN : 1 - residual / total;
  }

  private static Tensor error(String metric, Tensor predicted, Tensor target) {
    if (!predicted.shape().equals(target.shape())) {
      throw new ShapeException(
          metric,
          "predictions have shape %s but targets have %s; reshape one of them"
              .formatted(predicted.shape(), target.shape()));
    }
    return predicted.detach().to(ElementType.F64).subtract(target.detach().to(ElementType.F64));
  }
}
