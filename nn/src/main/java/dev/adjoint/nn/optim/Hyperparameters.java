package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;

/// The ranges of hyperparameters that several rules share.
final class Hyperparameters {

  private Hyperparameters() {}

  static void requireRate(String rule, Schedule rate) {
    Require.given(rule, "the rate", rate, "give a number or a schedule");
  }

  static void requireDecay(String rule, double weightDecay) {
    Require.notNegative(rule, "the weight decay", weightDecay, "0.01 is usual");
  }

  static void requireBetas(String rule, double beta1, double beta2, double epsilon) {
    requireBeta(rule, "beta1", beta1, "0.9 is usual");
    requireBeta(rule, "beta2", beta2, "0.999 is usual");
    requireEpsilon(rule, epsilon);
  }

  static void requireEpsilon(String rule, double epsilon) {
    Require.notNegative(rule, "epsilon", epsilon, "1e-8 is usual");
  }

  /// A share of the past, at least 0 and below 1.
  static void requireBeta(String rule, String name, double value, String fix) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s: %s is %s but must be at least 0 and below 1; %s".formatted(rule, name, value, fix));
    }
  }
}
