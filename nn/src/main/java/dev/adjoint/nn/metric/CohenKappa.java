package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// Cohen's κ (1960): the accuracy beyond that of chance, `(a − c) / (1 − c)` where c is the
/// accuracy of guesses with the frequencies of targets and predictions. 1 is perfect, 0 is chance.
/// NaN if only one class occurs.
///
/// **Shapes**: outputs `[…, K]`, class indices `[…]`.
public record CohenKappa() implements Metric {

  @Override
  public String name() {
    return "cohen_kappa";
  }

  /// How often each class was predicted as each class.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return PairCounts.of(name(), outputs, target);
  }

  @Override
  public double value(double[] state) {
    PairCounts.Sums sums = PairCounts.sums(state);
    double accuracy = sums.right() / sums.total();
    double chance = sums.chance() / (sums.total() * sums.total());
    return (accuracy - chance) / (1 - chance);
  }
}
