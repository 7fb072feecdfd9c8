package dev.adjoint.nn.dropout;

/// The range of a probability of dropping.
final class Probabilities {

  private Probabilities() {}

  static void require(String owner, double p) {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException(
          "%s: the probability is %s but must be at least 0 and below 1; 0.1 to 0.5 is usual"
              .formatted(owner, p));
    }
  }
}
