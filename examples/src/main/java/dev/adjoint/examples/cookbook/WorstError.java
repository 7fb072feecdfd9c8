package dev.adjoint.examples.cookbook;

import module dev.adjoint.nn;

// @start region="metric"
/// The largest absolute error of all samples.
public record WorstError() implements Metric {
  @Override
  public String name() {
    return "worst_error";
  }

  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return new double[] {outputs.subtract(target).abs().max().item()};
  }

  @Override
  public double[] merge(double[] one, double[] other) {
    return new double[] {Math.max(one[0], other[0])};
  }

  @Override
  public double value(double[] state) {
    return state[0];
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
// @end
