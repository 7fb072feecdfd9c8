package dev.adjoint.nn.optim;

import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// Adam for gradients of rows, PyTorch's `SparseAdam`: the moments of a row change in the steps
/// that use it.
///
/// ```
/// m_r ← m_r + (1 − β₁)·(g_r − m_r)
/// v_r ← v_r + (1 − β₂)·(g_r² − v_r)
/// θ_r ← θ_r − γ·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m_r / (√v_r + ε)
/// ```
///
/// t counts the steps of the table, not those of a row.
///
/// @param rate γ
/// @param beta1 β₁, `0 ≤ β₁ < 1`
/// @param beta2 β₂, `0 ≤ β₂ < 1`
/// @param epsilon ε, at least 0
public record SparseAdam(Schedule rate, double beta1, double beta2, double epsilon)
    implements SparseRule {

  /// The numbers are 1 − β₁, 1 − β₂, the share of the direction in the step, and ε.
  private static final UpdateFormula FORMULA =
      UpdateFormula.of(
          2,
          4,
          x -> {
            Term g = x.gradient();
            Term m = x.memory(0).plus(g.minus(x.memory(0)).times(x.number(0)));
            Term v = x.memory(1).plus(g.times(g).minus(x.memory(1)).times(x.number(1)));
            x.memory(0, m);
            x.memory(1, v);
            Term direction = m.over(v.sqrt().plus(x.number(3)));
            x.value(x.value().minus(direction.times(x.number(2))));
          });

  /// Checks the ranges.
  public SparseAdam {
    Hyperparameters.requireRate("sparse adam", rate);
    Hyperparameters.requireBetas("sparse adam", beta1, beta2, epsilon);
  }

  /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
  public SparseAdam(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the usual hyperparameters and a schedule.
  public SparseAdam(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8);
  }

  @Override
  public String name() {
    return "sparse adam";
  }

  @Override
  public List<String> memories() {
    return List.of("exp_avg", "exp_avg_sq");
  }

  @Override
  public UpdateFormula formula() {
    return FORMULA;
  }

  @Override
  public double[] numbers(double gamma, long step) {
    double t = (double) step;
    double share = gamma * Math.sqrt(1 - StrictMath.pow(beta2, t)) / (1 - StrictMath.pow(beta1, t));
    return new double[] {1 - beta1, 1 - beta2, share, epsilon};
  }
}
