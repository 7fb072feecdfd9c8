package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// Lion (Chen et al. 2023): the sign of a momentum, with decoupled weight decay.
///
/// ```
/// d = sign(β₁·m + (1 − β₁)·g)
/// m ← β₂·m + (1 − β₂)·g
/// θ ← (1 − γ·λ)·θ − γ·d
/// ```
///
/// Every element moves by γ, so γ is three to ten times smaller than for AdamW and λ larger by the
/// same factor.
///
/// @param rate γ
/// @param beta1 β₁, the share of the momentum in the step, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of the momentum, `0 ≤ β₂ < 1`
/// @param weightDecay λ, decoupled, at least 0
public record Lion(Schedule rate, double beta1, double beta2, double weightDecay)
    implements FusedRule {

  /// The numbers are −γ, 1 − γ·λ, β₁, 1 − β₁, β₂ and 1 − β₂.
  private static final UpdateFormula FORMULA =
      UpdateFormula.of(
          1,
          6,
          x -> {
            Term g = x.gradient();
            Term m = x.memory(0);
            Term d = x.fma(x.number(2), m, x.number(3).times(g)).sign();
            x.memory(0, x.fma(x.number(4), m, x.number(5).times(g)));
            x.value(x.fma(x.number(0), d, x.number(1).times(x.value())));
          });

  /// Checks the ranges.
  public Lion {
    Hyperparameters.requireRate("lion", rate);
    Hyperparameters.requireBeta("lion", "beta1", beta1, "0.9 is usual");
    Hyperparameters.requireBeta("lion", "beta2", beta2, "0.99 is usual");
    Hyperparameters.requireDecay("lion", weightDecay);
  }

  /// Lion with β₁ = 0.9, β₂ = 0.99 and no weight decay.
  public Lion(double rate) {
    this(Schedule.constant(rate));
  }

  /// Lion with the usual hyperparameters and a schedule.
  public Lion(Schedule rate) {
    this(rate, 0.9, 0.99, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Lion withWeightDecay(double lambda) {
    return new Lion(rate, beta1, beta2, lambda);
  }

  /// The same with these betas.
  @CheckReturnValue
  public Lion withBetas(double first, double second) {
    return new Lion(rate, first, second, weightDecay);
  }

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public List<Memory> memories() {
    return List.of(Memory.of("exp_avg"));
  }

  @Override
  public boolean countsSteps() {
    return false;
  }

  @Override
  public void update(Members members, double gamma) {
    members.update(FORMULA, -gamma, 1 - gamma * weightDecay, beta1, 1 - beta1, beta2, 1 - beta2);
  }
}
