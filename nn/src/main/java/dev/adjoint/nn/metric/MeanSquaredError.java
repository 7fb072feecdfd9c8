package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// The mean squared error `unit² · mean (y − t)²` over all elements.
///
/// **Shapes**: outputs and targets equal.
///
/// @param unit the size of one unit of the output: the standard deviation if the model learns a
///   standardised target, otherwise 1
public record MeanSquaredError(double unit) implements Metric {

  /// Checks the unit.
  public MeanSquaredError {
    Errors.requireUnit("mse", unit);
  }

  /// In units of the output.
  public MeanSquaredError() {
    this(1);
  }

  @Override
  public String name() {
    return "mse";
  }

  /// The sum of the squared errors and their count.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    Tensor error = Errors.of(name(), outputs, target);
    return new double[] {error.square().sum().item(), error.shape().count()};
  }

  @Override
  public double value(double[] state) {
    return unit * unit * state[0] / state[1];
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
