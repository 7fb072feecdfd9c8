package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// AMSGrad (Reddi, Kale and Kumar 2018), [Adam] with the largest mean square so far: PyTorch's
/// `Adam(amsgrad=True)`.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// u ← max(u, v)
/// θ ← θ − γ · (m / (1 − β₁ᵗ)) / (√(u / (1 − β₂ᵗ)) + ε)
/// ```
///
/// @param rate γ
/// @param beta1 β₁, the memory of the mean, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of the mean square, `0 ≤ β₂ < 1`
/// @param epsilon ε, outside the root, at least 0
/// @param weightDecay λ, added to the gradient, at least 0
public record Amsgrad(Schedule rate, double beta1, double beta2, double epsilon, double weightDecay)
    implements FusedRule {

  /// The numbers are `−γ / (1 − β₁ᵗ)`, λ, β₁, 1 − β₁, β₂, 1 − β₂, `1 / √(1 − β₂ᵗ)` and ε.
  private static final UpdateFormula FORMULA =
      UpdateFormula.of(
          3,
          8,
          x -> {
            Term g = x.fma(x.number(1), x.value(), x.gradient());
            Term m = x.fma(x.number(2), x.memory(0), x.number(3).times(g));
            Term v = x.fma(x.number(4), x.memory(1), x.number(5).times(g).times(g));
            Term u = x.memory(2).maximum(v);
            Term direction = m.over(x.fma(u.sqrt(), x.number(6), x.number(7)));
            x.memory(0, m);
            x.memory(1, v);
            x.memory(2, u);
            x.value(x.fma(x.number(0), direction, x.value()));
          });

  /// Checks the ranges.
  public Amsgrad {
    Hyperparameters.requireRate("amsgrad", rate);
    Hyperparameters.requireBetas("amsgrad", beta1, beta2, epsilon);
    Hyperparameters.requireDecay("amsgrad", weightDecay);
  }

  /// AMSGrad with β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
  public Amsgrad(double rate) {
    this(Schedule.constant(rate));
  }

  /// AMSGrad with the usual hyperparameters and a schedule.
  public Amsgrad(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Amsgrad withWeightDecay(double lambda) {
    return new Amsgrad(rate, beta1, beta2, epsilon, lambda);
  }

  /// The same with these betas.
  @CheckReturnValue
  public Amsgrad withBetas(double first, double second) {
    return new Amsgrad(rate, first, second, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "amsgrad";
  }

  @Override
  public List<Memory> memories() {
    return List.of(
        Memory.of("exp_avg"), Memory.ofSquares("exp_avg_sq"), Memory.ofSquares("max_exp_avg_sq"));
  }

  @Override
  public boolean countsSteps() {
    return true;
  }

  @Override
  public void update(Members members, double gamma) {
    double t = members.t();
    members.update(
        FORMULA,
        -(gamma / (1 - StrictMath.pow(beta1, t))),
        weightDecay,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        1 / Math.sqrt(1 - StrictMath.pow(beta2, t)),
        epsilon);
  }
}
