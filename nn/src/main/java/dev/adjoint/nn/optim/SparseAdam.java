package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Tensor;
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
  public Tensor update(Tensor rows, Tensor g, Tensor[] remembered, double gamma, long step) {
    Tensor m = remembered[0].add(g.subtract(remembered[0]).multiply(1 - beta1));
    Tensor v = remembered[1].add(g.square().subtract(remembered[1]).multiply(1 - beta2));
    remembered[0] = m;
    remembered[1] = v;
    double t = (double) step;
    double share = gamma * Math.sqrt(1 - StrictMath.pow(beta2, t)) / (1 - StrictMath.pow(beta1, t));
    return rows.subtract(m.divide(v.sqrt().add(epsilon)).multiply(share));
  }
}
