package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What several rules share: the ranges of hyperparameters, and what rules written with tensor
/// operations remember.
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

  /// The steps that a [TensorRule] counted under the name `step`.
  static double steps(Map<String, Tensor> state) {
    Tensor steps = state.get("step");
    return steps == null ? 0 : steps.item();
  }

  /// A running mean, `β·before + (1 − β)·now`, from 0 at the first step.
  static Tensor mean(@Nullable Tensor before, double beta, Tensor now) {
    Tensor part = now.multiply(1 - beta);
    return before == null ? part : before.multiply(beta).add(part);
  }

  /// The rate of a step.
  ///
  /// @throws IllegalArgumentException if it is negative or not finite
  static double rate(String rule, Schedule schedule, long step) {
    double rate = schedule.at(step);
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: the rate of step %d is %s but must be a finite number of at least 0; correct the schedule %s"
              .formatted(rule, step, rate, schedule));
    }
    return rate;
  }

  /// Refuses a saved number of steps that cannot be one.
  static void requireCount(String path, double steps) {
    if (!(steps >= 0 && steps == Math.rint(steps) && steps < Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "load: the optimizer's state %s is %s but must be a whole number of at least 0; resume from an undamaged file"
              .formatted(path, steps));
    }
  }

  /// Refuses saved squares of which one is negative.
  static void requireSquares(String path, Tensor squares) {
    double least = squares.shape().count() == 0 ? 0 : squares.min().item();
    if (least < 0) {
      throw new IllegalArgumentException(
          "load: the optimizer's state %s holds %s but squares are never negative; resume from an undamaged file"
              .formatted(path, least));
    }
  }

  /// A share of the past, at least 0 and below 1.
  static void requireBeta(String rule, String name, double value, String fix) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s: %s is %s but must be at least 0 and below 1; %s".formatted(rule, name, value, fix));
    }
  }
}
