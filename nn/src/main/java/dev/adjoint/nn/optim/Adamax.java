package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// Adamax (Kingma and Ba 2015, section 7.1): [Adam] with the largest recent gradient in place of
/// the root of the mean square; PyTorch's form.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// m ← β₁·m + (1 − β₁)·g
/// u ← max(β₂·u, |g| + ε)
/// θ ← θ − γ / (1 − β₁ᵗ) · m / u
/// ```
///
/// @param rate γ
/// @param beta1 β₁, the memory of the mean, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of the largest gradient, `0 ≤ β₂ < 1`
/// @param epsilon ε, added to the size of the gradient, at least 0
/// @param weightDecay λ, added to the gradient, at least 0
public record Adamax(Schedule rate, double beta1, double beta2, double epsilon, double weightDecay)
    implements FusedRule {

  /// The numbers are `−γ / (1 − β₁ᵗ)`, λ, β₁, 1 − β₁, β₂ and ε.
  private static final UpdateFormula FORMULA =
      UpdateFormula.of(
          2,
          6,
          x -> {
            Term g = x.fma(x.number(1), x.value(), x.gradient());
            Term m = x.fma(x.number(2), x.memory(0), x.number(3).times(g));
            Term u = x.number(4).times(x.memory(1)).maximum(g.abs().plus(x.number(5)));
            x.memory(0, m);
            x.memory(1, u);
            x.value(x.fma(x.number(0), m.over(u), x.value()));
          });

  /// Checks the ranges.
  public Adamax {
    Hyperparameters.requireRate("adamax", rate);
    Hyperparameters.requireBetas("adamax", beta1, beta2, epsilon);
    Hyperparameters.requireDecay("adamax", weightDecay);
  }

  /// Adamax with β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
  public Adamax(double rate) {
    this(Schedule.constant(rate));
  }

  /// Adamax with the usual hyperparameters and a schedule.
  public Adamax(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Adamax withWeightDecay(double lambda) {
    return new Adamax(rate, beta1, beta2, epsilon, lambda);
  }

  /// The same with these betas.
  @CheckReturnValue
  public Adamax withBetas(double first, double second) {
    return new Adamax(rate, first, second, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "adamax";
  }

  @Override
  public List<Memory> memories() {
    return List.of(Memory.of("exp_avg"), Memory.ofSquares("exp_inf"));
  }

  @Override
  public boolean countsSteps() {
    return true;
  }

  @Override
  public void update(Members members, double gamma) {
    members.update(
        FORMULA,
        -(gamma / (1 - StrictMath.pow(beta1, (double) members.t()))),
        weightDecay,
        beta1,
        1 - beta1,
        beta2,
        epsilon);
  }
}
