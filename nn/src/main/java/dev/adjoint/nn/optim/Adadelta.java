package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// Adadelta (Zeiler 2012), PyTorch's form: steps in the unit of the parameter, from the recent
/// sizes of steps and gradients.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// v ← ρ·v + (1 − ρ)·g²
/// d = √(u + ε) / √(v + ε) · g
/// u ← ρ·u + (1 − ρ)·d²
/// θ ← θ − γ·d
/// ```
///
/// @param rate γ, usually 1
/// @param rho ρ, the memory of both mean squares, `0 ≤ ρ < 1`
/// @param epsilon ε, inside the roots, at least 0
/// @param weightDecay λ, added to the gradient, at least 0
public record Adadelta(Schedule rate, double rho, double epsilon, double weightDecay)
    implements FusedRule {

  /// The numbers are −γ, λ, ρ, 1 − ρ and ε.
  private static final UpdateFormula FORMULA =
      UpdateFormula.of(
          2,
          5,
          x -> {
            Term g = x.fma(x.number(1), x.value(), x.gradient());
            Term v = x.fma(x.number(2), x.memory(0), x.number(3).times(g).times(g));
            Term u = x.memory(1);
            Term d = u.plus(x.number(4)).sqrt().over(v.plus(x.number(4)).sqrt()).times(g);
            x.memory(0, v);
            x.memory(1, x.fma(x.number(2), u, x.number(3).times(d).times(d)));
            x.value(x.fma(x.number(0), d, x.value()));
          });

  /// Checks the ranges.
  public Adadelta {
    Hyperparameters.requireRate("adadelta", rate);
    Hyperparameters.requireBeta("adadelta", "rho", rho, "0.9 is usual");
    Hyperparameters.requireEpsilon("adadelta", epsilon);
    Hyperparameters.requireDecay("adadelta", weightDecay);
  }

  /// Adadelta with rate 1, ρ = 0.9, ε = 1e-6 and no weight decay.
  public Adadelta() {
    this(1);
  }

  /// Adadelta with the usual hyperparameters and this rate.
  public Adadelta(double rate) {
    this(Schedule.constant(rate));
  }

  /// Adadelta with the usual hyperparameters and a schedule.
  public Adadelta(Schedule rate) {
    this(rate, 0.9, 1e-6, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Adadelta withWeightDecay(double lambda) {
    return new Adadelta(rate, rho, epsilon, lambda);
  }

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public List<Memory> memories() {
    return List.of(Memory.ofSquares("square_avg"), Memory.ofSquares("acc_delta"));
  }

  @Override
  public boolean countsSteps() {
    return true;
  }

  @Override
  public void update(Members members, double gamma) {
    members.update(FORMULA, -gamma, weightDecay, rho, 1 - rho, epsilon);
  }
}
