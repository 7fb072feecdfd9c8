package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// The mean cross-entropy of the classes from logits, in nats: the logarithm of [Perplexity].
///
/// **Shapes**: logits `[…, K]`, class indices `[…]`.
public record LogLoss() implements Metric {

  private static final Perplexity SUMS = new Perplexity();

  @Override
  public String name() {
    return "log_loss";
  }

  /// The sum of the cross-entropies in F64, and the count of the samples.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return SUMS.state(outputs, target);
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
