package dev.adjoint.nn.metric;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// The coefficient of determination `1 − Σ (y − t)² / Σ (t − mean t)²` over all elements: 1 is
/// perfect, 0 is as good as the mean. NaN when all targets are equal.
///
/// **Shapes**: outputs and targets equal.
public record R2Score() implements Metric {

  @Override
  public String name() {
    return "r2";
  }

  /// The count of the targets, their mean, their squared distances from it, and the squared errors.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    double errors = Errors.of(name(), outputs, target).square().sum().item();
    double[] state = new double[Spread.NUMBERS + 1];
    Spread.of(target.detach().to(ElementType.F64).toDoubleArray(), state, 0);
    state[Spread.NUMBERS] = errors;
    return state;
  }

  @Override
  public double[] merge(double[] one, double[] other) {
    double[] both = new double[Spread.NUMBERS + 1];
    Spread.merge(one, other, both, 0);
    both[Spread.NUMBERS] = one[Spread.NUMBERS] + other[Spread.NUMBERS];
    return both;
  }

  @Override
  public double value(double[] state) {
    return state[2] == 0 ? Double.NaN : 1 - state[Spread.NUMBERS] / state[2];
  }
}
