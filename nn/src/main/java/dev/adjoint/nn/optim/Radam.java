package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// RAdam (Liu et al. 2020): [Adam] that leaves the division by the mean square out of the first
/// steps, where the mean square is not yet reliable, and corrects its variance afterwards;
/// PyTorch's form.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// m̂ = m / (1 − β₁ᵗ),  ρ∞ = 2/(1 − β₂) − 1,  ρ = ρ∞ − 2·t·β₂ᵗ / (1 − β₂ᵗ)
/// ρ ≤ 5:  θ ← θ − γ·m̂
/// ρ > 5:  r = √((ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ))
///         θ ← θ − γ·r·m̂ · √(1 − β₂ᵗ) / (√v + ε)
/// ```
///
/// @param rate γ
/// @param beta1 β₁, the memory of the mean, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of the mean square, `0 ≤ β₂ < 1`
/// @param epsilon ε, outside the root, at least 0
/// @param weightDecay λ, added to the gradient, at least 0
public record Radam(Schedule rate, double beta1, double beta2, double epsilon, double weightDecay)
    implements FusedRule {

  /// From this ρ on the mean square is used.
  private static final double RELIABLE = 5;

  private static final UpdateFormula PLAIN = formula(false);
  private static final UpdateFormula RECTIFIED = formula(true);

  /// Checks the ranges.
  public Radam {
    Hyperparameters.requireRate("radam", rate);
    Hyperparameters.requireBetas("radam", beta1, beta2, epsilon);
    Hyperparameters.requireDecay("radam", weightDecay);
  }

  /// RAdam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
  public Radam(double rate) {
    this(Schedule.constant(rate));
  }

  /// RAdam with the usual hyperparameters and a schedule.
  public Radam(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Radam withWeightDecay(double lambda) {
    return new Radam(rate, beta1, beta2, epsilon, lambda);
  }

  /// The same with these betas.
  @CheckReturnValue
  public Radam withBetas(double first, double second) {
    return new Radam(rate, first, second, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "radam";
  }

  @Override
  public List<Memory> memories() {
    return List.of(Memory.of("exp_avg"), Memory.ofSquares("exp_avg_sq"));
  }

  @Override
  public boolean countsSteps() {
    return true;
  }

  /// The numbers are the negative step size, λ, β₁, 1 − β₁, β₂, 1 − β₂ and ε.
  private static UpdateFormula formula(boolean rectified) {
    return UpdateFormula.of(
        2,
        7,
        x -> {
          Term g = x.fma(x.number(1), x.value(), x.gradient());
          Term m = x.fma(x.number(2), x.memory(0), x.number(3).times(g));
          Term v = x.fma(x.number(4), x.memory(1), x.number(5).times(g).times(g));
          x.memory(0, m);
          x.memory(1, v);
          Term direction = rectified ? m.over(v.sqrt().plus(x.number(6))) : m;
          x.value(x.fma(x.number(0), direction, x.value()));
        });
  }

  @Override
  public void update(Members members, double gamma) {
    double t = members.t();
    double step = gamma / (1 - StrictMath.pow(beta1, t));
    double power = StrictMath.pow(beta2, t);
    double last = 2 / (1 - beta2) - 1;
    double rho = last - 2 * t * power / (1 - power);
    boolean rectified = rho > RELIABLE;
    if (rectified) {
      double variance = (rho - 4) * (rho - 2) * last / ((last - 4) * (last - 2) * rho);
      step *= Math.sqrt(variance) * Math.sqrt(1 - power);
    }
    members.update(
        rectified ? RECTIFIED : PLAIN,
        -step,
        weightDecay,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        epsilon);
  }
}
