package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import java.util.List;

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019), PyTorch's form.
///
/// ```
/// θ ← θ − γ·λ·θ
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// θ ← θ − γ · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
/// ```
///
/// @param rate γ
/// @param beta1 β₁, the memory of the mean, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of the mean square, `0 ≤ β₂ < 1`
/// @param epsilon ε, outside the root
/// @param weightDecay λ, times the rate at each step
public record AdamW(Schedule rate, double beta1, double beta2, double epsilon, double weightDecay)
    implements FusedRule {

  /// Checks the ranges.
  public AdamW {
    Hyperparameters.requireRate("adamw", rate);
    Hyperparameters.requireBetas("adamw", beta1, beta2, epsilon);
    Hyperparameters.requireDecay("adamw", weightDecay);
  }

  /// AdamW with β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and λ = 0.01.
  public AdamW(double rate) {
    this(Schedule.constant(rate));
  }

  /// AdamW with the usual hyperparameters and a schedule.
  public AdamW(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 0.01);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public AdamW withWeightDecay(double lambda) {
    return new AdamW(rate, beta1, beta2, epsilon, lambda);
  }

  /// The same with these betas.
  @CheckReturnValue
  public AdamW withBetas(double first, double second) {
    return new AdamW(rate, first, second, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public List<Memory> memories() {
    return List.of(Memory.of("exp_avg"), Memory.ofSquares("exp_avg_sq"));
  }

  @Override
  public boolean countsSteps() {
    return true;
  }

  @Override
  public void update(Members members, double gamma) {
    Adam.update(members, gamma, beta1, beta2, epsilon, 0, 1 - gamma * weightDecay);
  }
}
