package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// Adagrad (Duchi, Hazan and Singer 2011), PyTorch's form: each element has a rate of its own,
/// which falls with the sum of its squared gradients.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// s ← s + g²                       (from s₀ at the start)
/// θ ← θ − γ / (1 + (t − 1)·η) · g / (√s + ε)
/// ```
///
/// @param rate γ
/// @param rateDecay η, at least 0 (`lr_decay` in PyTorch)
/// @param initialSum s₀, at least 0 (`initial_accumulator_value` in PyTorch)
/// @param epsilon ε, outside the root, at least 0
/// @param weightDecay λ, added to the gradient, at least 0
public record Adagrad(
    Schedule rate, double rateDecay, double initialSum, double epsilon, double weightDecay)
    implements FusedRule {

  /// The numbers are the negative rate of the step, λ, ε and s₀ at the first step, else 0.
  private static final UpdateFormula FORMULA =
      UpdateFormula.of(
          1,
          4,
          x -> {
            Term g = x.fma(x.number(1), x.value(), x.gradient());
            Term s = x.fma(g, g, x.memory(0).plus(x.number(3)));
            x.memory(0, s);
            x.value(x.fma(x.number(0), g.over(s.sqrt().plus(x.number(2))), x.value()));
          });

  /// Checks the ranges.
  public Adagrad {
    Hyperparameters.requireRate("adagrad", rate);
    Require.notNegative("adagrad", "the rate decay", rateDecay, "0 is usual");
    Require.notNegative("adagrad", "the initial sum", initialSum, "0 is usual");
    Hyperparameters.requireEpsilon("adagrad", epsilon);
    Hyperparameters.requireDecay("adagrad", weightDecay);
  }

  /// Adagrad with ε = 1e-10, from sums of 0, without decays.
  public Adagrad(double rate) {
    this(Schedule.constant(rate));
  }

  /// Adagrad with the usual hyperparameters and a schedule.
  public Adagrad(Schedule rate) {
    this(rate, 0, 0, 1e-10, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Adagrad withWeightDecay(double lambda) {
    return new Adagrad(rate, rateDecay, initialSum, epsilon, lambda);
  }

  /// The same with sums that start from this number.
  @CheckReturnValue
  public Adagrad withInitialSum(double sum) {
    return new Adagrad(rate, rateDecay, sum, epsilon, weightDecay);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public List<Memory> memories() {
    return List.of(Memory.ofSquares("sum"));
  }

  @Override
  public boolean countsSteps() {
    return true;
  }

  @Override
  public void update(Members members, double gamma) {
    long t = members.t();
    members.update(
        FORMULA,
        -(gamma / (1 + (t - 1) * rateDecay)),
        weightDecay,
        epsilon,
        t == 1 ? initialSum : 0);
  }
}
