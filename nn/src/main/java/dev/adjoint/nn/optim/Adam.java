package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// Adam (Kingma and Ba 2015), PyTorch's form.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// θ ← θ − γ · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
/// ```
///
/// @param rate γ
/// @param beta1 β₁, the memory of the mean, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of the mean square, `0 ≤ β₂ < 1`
/// @param epsilon ε, outside the root
/// @param weightDecay λ, added to the gradient; for the decoupled kind see [AdamW]
public record Adam(Schedule rate, double beta1, double beta2, double epsilon, double weightDecay)
    implements FusedRule {

  /// The numbers are `−γ / (1 − β₁ᵗ)`, λ as part of the gradient, what is kept of the value, β₁, 1
  /// − β₁, β₂, 1 − β₂, `1 / √(1 − β₂ᵗ)` and ε.
  static final UpdateFormula FORMULA =
      UpdateFormula.of(
          2,
          9,
          x -> {
            Term g = x.fma(x.number(1), x.value(), x.gradient());
            Term m = x.fma(x.number(3), x.memory(0), x.number(4).times(g));
            Term v = x.fma(x.number(5), x.memory(1), x.number(6).times(g).times(g));
            Term direction = m.over(x.fma(v.sqrt(), x.number(7), x.number(8)));
            x.memory(0, m);
            x.memory(1, v);
            x.value(x.fma(x.number(0), direction, x.number(2).times(x.value())));
          });

  /// Checks the ranges.
  public Adam {
    Hyperparameters.requireRate("adam", rate);
    Hyperparameters.requireBetas("adam", beta1, beta2, epsilon);
    Hyperparameters.requireDecay("adam", weightDecay);
  }

  /// Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
  public Adam(double rate) {
    this(Schedule.constant(rate));
  }

  /// Adam with the usual hyperparameters and a schedule.
  public Adam(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Adam withWeightDecay(double lambda) {
    return new Adam(rate, beta1, beta2, epsilon, lambda);
  }

  /// The same with these betas.
  @CheckReturnValue
  public Adam withBetas(double first, double second) {
    return new Adam(rate, first, second, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "adam";
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
    Adam.update(members, gamma, beta1, beta2, epsilon, weightDecay, 1);
  }

  /// A step of Adam, coupled or decoupled.
  ///
  /// @param coupled λ, times the value, as part of the gradient
  /// @param kept what is kept of the value before the step, 1 − γ·λ for a decoupled λ
  static void update(
      Members members,
      double gamma,
      double beta1,
      double beta2,
      double epsilon,
      double coupled,
      double kept) {
    double t = members.t();
    members.update(
        FORMULA,
        -(gamma / (1 - StrictMath.pow(beta1, t))),
        coupled,
        kept,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        1 / Math.sqrt(1 - StrictMath.pow(beta2, t)),
        epsilon);
  }
}
