package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// NAdam (Dozat 2016): [Adam] with Nesterov's momentum, PyTorch's form.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// μₜ = β₁·(1 − ½·0.96^(t·ψ)),  Πₜ = μ₁·…·μₜ
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// d = (1 − μₜ)·g / (1 − Πₜ) + μₜ₊₁·m / (1 − Πₜ₊₁)
/// θ ← θ − γ · d / (√(v / (1 − β₂ᵗ)) + ε)
/// ```
///
/// @param rate γ
/// @param beta1 β₁, the memory of the mean, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of the mean square, `0 ≤ β₂ < 1`
/// @param epsilon ε, outside the root, at least 0
/// @param weightDecay λ, added to the gradient, at least 0
/// @param momentumDecay ψ, how fast μ grows to β₁, at least 0; 0.004 is usual
public record Nadam(
    Schedule rate,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double momentumDecay)
    implements FusedRule {

  /// A product of momenta below this leaves 1 minus the product at exactly 1.
  private static final double NO_PART = 1e-20;

  /// The numbers are the factors of g and of m in the step, λ, β₁, 1 − β₁, β₂, 1 − β₂, `1 / √(1 −
  /// β₂ᵗ)` and ε.
  private static final UpdateFormula FORMULA =
      UpdateFormula.of(
          2,
          9,
          x -> {
            Term g = x.fma(x.number(2), x.value(), x.gradient());
            Term m = x.fma(x.number(3), x.memory(0), x.number(4).times(g));
            Term v = x.fma(x.number(5), x.memory(1), x.number(6).times(g).times(g));
            Term direction = x.fma(x.number(0), g, x.number(1).times(m));
            x.memory(0, m);
            x.memory(1, v);
            x.value(x.value().plus(direction.over(x.fma(v.sqrt(), x.number(7), x.number(8)))));
          });

  /// Checks the ranges.
  public Nadam {
    Hyperparameters.requireRate("nadam", rate);
    Hyperparameters.requireBetas("nadam", beta1, beta2, epsilon);
    Hyperparameters.requireDecay("nadam", weightDecay);
    Require.notNegative("nadam", "the momentum decay", momentumDecay, "0.004 is usual");
  }

  /// NAdam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8, ψ = 0.004 and no weight decay.
  public Nadam(double rate) {
    this(Schedule.constant(rate));
  }

  /// NAdam with the usual hyperparameters and a schedule.
  public Nadam(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 0, 0.004);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Nadam withWeightDecay(double lambda) {
    return new Nadam(rate, beta1, beta2, epsilon, lambda, momentumDecay);
  }

  /// The same with these betas.
  @CheckReturnValue
  public Nadam withBetas(double first, double second) {
    return new Nadam(rate, first, second, epsilon, weightDecay, momentumDecay);
  }

  @Override
  public String name() {
    return "nadam";
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
    long t = members.t();
    double product = product(t);
    double next = momentum(t + 1);
    members.update(
        FORMULA,
        -(gamma * (1 - momentum(t)) / (1 - product)),
        -(gamma * next / (1 - product * next)),
        weightDecay,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) t)),
        epsilon);
  }

  /// μ of a step.
  private double momentum(long t) {
    return beta1 * (1 - 0.5 * StrictMath.pow(0.96, t * momentumDecay));
  }

  /// The product of μ over the steps up to this one.
  private double product(long t) {
    double product = 1;
    for (long i = 1; i <= t && product > NO_PART; i++) {
      product *= momentum(i);
    }
    return product;
  }
}
