package dev.adjoint.nn.optim;

import dev.adjoint.tensor.UpdateFormula;
import java.util.List;

/// Gradient descent for gradients of rows: `θ_r ← θ_r − γ·g_r` for the rows r that the batch has
/// used. The rows get the bits that [Sgd] with the gradient of the whole table gives them.
///
/// @param rate γ
public record SparseSgd(Schedule rate) implements SparseRule {

  /// Checks that there is a rate.
  public SparseSgd {
    Hyperparameters.requireRate("sparse sgd", rate);
  }

  /// With a constant rate.
  public SparseSgd(double rate) {
    this(Schedule.constant(rate));
  }

  @Override
  public String name() {
    return "sparse sgd";
  }

  @Override
  public List<String> memories() {
    return List.of();
  }

  @Override
  public UpdateFormula formula() {
    return Sgd.PLAIN;
  }

  @Override
  public double[] numbers(double gamma, long step) {
    return new double[] {-gamma, 0};
  }
}
