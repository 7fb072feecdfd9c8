package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// The root of the mean squared error `unit · √ mean (y − t)²` over all elements.
///
/// **Shapes**: outputs and targets equal.
///
/// @param unit the size of one unit of the output: the standard deviation if the model learns a
///   standardised target, otherwise 1
public record RootMeanSquaredError(double unit) implements Metric {

  /// Checks the unit.
  public RootMeanSquaredError {
    Errors.requireUnit("rmse", unit);
  }

  /// In units of the output.
  public RootMeanSquaredError() {
    this(1);
  }

  @Override
  public String name() {
    return "rmse";
  }

  /// The sum of the squared errors and their count.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    Tensor error = Errors.of(name(), outputs, target);
    return new double[] {error.square().sum().item(), error.shape().count()};
  }

  @Override
  public double value(double[] state) {
    return unit * Math.sqrt(state[0] / state[1]);
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
