package dev.adjoint.nn.optim;

/// The ranges that hyperparameters of several rules share.
final class Ranges {

  private Ranges() {}

  static void requireDecay(String rule, double weightDecay) {
    if (!(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "%s: the weight decay is %s but must be at least 0; 0.01 is usual"
              .formatted(rule, weightDecay));
    }
  }

  static void requireBetas(String rule, double beta1, double beta2, double epsilon) {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon >= 0)) {
      throw new IllegalArgumentException(
          "%s: betas are at least 0 and below 1 and epsilon at least 0 (beta1 %s, beta2 %s, epsilon %s); 0.9, 0.999 and 1e-8 are usual"
              .formatted(rule, beta1, beta2, epsilon));
    }
  }
}
