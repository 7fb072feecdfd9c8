package dev.adjoint.pipeline.generate;

import dev.adjoint.data.DataException;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// How the next token is drawn from a model's logits.
///
/// The logits are divided by the temperature and become probabilities; of these the `topK` largest
/// are kept, and of those the fewest that together have at least `topP` (Holtzman et al. 2020). One
/// of them is drawn in proportion to its probability. Of equal tokens, the one with the smaller
/// number comes first.
///
/// @param temperature below 1 makes likely tokens likelier, above 1 less likely; 0 always takes the
///   likeliest
/// @param topK how many tokens are kept, at least 1
/// @param topP the probability that is kept, in (0, 1]; 1 keeps all
public record TokenSampling(double temperature, int topK, double topP) {

  /// Draws from all tokens as the model says.
  public static final TokenSampling PLAIN = new TokenSampling(1, Integer.MAX_VALUE, 1);

  /// Checks the ranges.
  ///
  /// @throws DataException naming the value that is out of its range
  public TokenSampling {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new DataException(
          "generate: the temperature is %s but must be a finite number of at least 0; 0.8 is usual"
              .formatted(temperature));
    }
    if (topK < 1) {
      throw new DataException(
          "generate: top-k is %d but must be at least 1; leave it out to keep all tokens"
              .formatted(topK));
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new DataException(
          "generate: top-p is %s but must be above 0 and at most 1; leave it out to keep all tokens"
              .formatted(topP));
    }
  }

  /// The same with another temperature.
  @CheckReturnValue
  public TokenSampling withTemperature(double value) {
    return new TokenSampling(value, topK, topP);
  }

  /// The same with another number of tokens that are kept.
  @CheckReturnValue
  public TokenSampling withTopK(int count) {
    return new TokenSampling(temperature, count, topP);
  }

  /// The same with another probability that is kept.
  @CheckReturnValue
  public TokenSampling withTopP(double probability) {
    return new TokenSampling(temperature, topK, probability);
  }

  /// Draws a token.
  ///
  /// @param logits one number for each token
  public int draw(float[] logits, RandomGenerator random) {
    Integer[] order = IntStream.range(0, logits.length).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order,
        Comparator.<Integer>comparingDouble(token -> -logits[token])
            .thenComparingInt(token -> token));
    if (temperature == 0) {
      return order[0];
    }
    double[] weights = new double[Math.min(topK, order.length)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.exp(((double) logits[order[i]] - logits[order[0]]) / temperature);
    }
    double all = Arrays.stream(weights).sum();
    int kept = 0;
    double mass = 0;
    while (kept < weights.length && (kept == 0 || mass < topP * all)) {
      mass += weights[kept++];
    }
    double rest = random.nextDouble() * mass;
    for (int i = 0; i < kept - 1; i++) {
      rest -= weights[i];
      if (rest < 0) {
        return order[i];
      }
    }
    return order[kept - 1];
  }
}
