package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.metric.Metric;
import dev.adjoint.nn.metric.Perplexity;
import dev.adjoint.tensor.Tensor;

/// The mean cross-entropy of a character, in nats: that of a token, divided by the characters that
/// a token has on average. It compares models with different tokens.
///
/// **Shapes**: logits `[N, T, K]`, tokens `[N, T]`.
///
/// @param charactersPerToken above 0; 1 for characters
public record NatsPerCharacter(double charactersPerToken) implements Metric {

  @Override
  public String name() {
    return "nats_per_character";
  }

  @Override
  public double[] state(Tensor outputs, Tensor target) {
    return new Perplexity().state(outputs, target);
  }

  @Override
  public double value(double[] state) {
    return state[0] / state[1] / charactersPerToken;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
