package dev.adjoint.nn.metric;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// The share of the spread of the targets that the predictions explain, `1 − Var(t − y) / Var(t)`:
/// as [R2Score], but without a penalty for a constant shift. NaN when all targets are equal.
///
/// **Shapes**: outputs and targets equal.
public record ExplainedVariance() implements Metric {

  @Override
  public String name() {
    return "explained_variance";
  }

  /// Count, mean and squared distances from the mean of the targets, then of the errors.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    double[] errors = Errors.of(name(), outputs, target).toDoubleArray();
    double[] t = target.detach().to(ElementType.F64).toDoubleArray();
    double[] state = new double[2 * Spread.NUMBERS];
    Spread.of(t, state, 0);
    Spread.of(errors, state, Spread.NUMBERS);
    return state;
  }

  @Override
  public double[] merge(double[] one, double[] other) {
    double[] both = new double[2 * Spread.NUMBERS];
    Spread.merge(one, other, both, 0);
    Spread.merge(one, other, both, Spread.NUMBERS);
    return both;
  }

  @Override
  public double value(double[] state) {
    double spread = state[2];
    return spread == 0 ? Double.NaN : 1 - state[Spread.NUMBERS + 2] / spread;
  }
}
