package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// The mean absolute error `unit · mean |y − t|` over all elements.
///
/// **Shapes**: outputs and targets equal.
///
/// @param unit the size of one unit of the output: the standard deviation if the model learns a
///   standardised target, otherwise 1
public record MeanAbsoluteError(double unit) implements Metric {

  /// Checks the unit.
  public MeanAbsoluteError {
    Errors.requireUnit("mae", unit);
  }

  /// In units of the output.
  public MeanAbsoluteError() {
    this(1);
  }

  @Override
  public String name() {
    return "mae";
  }

  /// The sum of the absolute errors and their count.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    Tensor error = Errors.of(name(), outputs, target);
    return new double[] {error.abs().sum().item(), error.shape().count()};
  }

  @Override
  public double value(double[] state) {
    return unit * (state[0] / state[1]);
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
