package dev.adjoint.nn.metric;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// The mean absolute error as a share of the target, `mean |y − t| / max(|t|, 2⁻⁵²)`; 0.1 is ten
/// percent. Targets near 0 make it huge, as in scikit-learn.
///
/// **Shapes**: outputs and targets equal, in their own units, not standardised.
public record MeanAbsolutePercentageError() implements Metric {

  @Override
  public String name() {
    return "mape";
  }

  /// The sum of the shares and their count.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    Tensor error = Errors.of(name(), outputs, target).abs();
    Tensor size =
        target.detach().to(ElementType.F64).abs().clamp(Math.ulp(1.0), Double.POSITIVE_INFINITY);
    return new double[] {error.divide(size).sum().item(), error.shape().count()};
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
