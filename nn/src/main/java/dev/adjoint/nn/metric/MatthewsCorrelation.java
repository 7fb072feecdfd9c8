package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// Matthews' correlation of targets and predictions, for any number of classes (Gorodkin 2004): −1
/// … 1, 0 is chance. With `n` samples, `a` right ones and the counts `tₖ` and `pₖ` of targets and
/// predictions of each class it is `(n·a − Σ tₖ·pₖ) / √((n² − Σ pₖ²)(n² − Σ tₖ²))`, and 0 where
/// that is 0/0.
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
public record MatthewsCorrelation() implements Metric {

  @Override
  public String name() {
    return "matthews_correlation";
  }

  /// How often each class was predicted as each class.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return PairCounts.of(name(), outputs, target);
  }

  @Override
  public double value(double[] state) {
    PairCounts.Sums sums = PairCounts.sums(state);
    double squared = sums.total() * sums.total();
    double spread = (squared - sums.predictions()) * (squared - sums.targets());
    double covariance = sums.total() * sums.right() - sums.chance();
    return spread == 0 ? 0 : covariance / Math.sqrt(spread);
  }
}
