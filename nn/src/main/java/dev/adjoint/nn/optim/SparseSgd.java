package dev.adjoint.nn.optim;

import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
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
  public Tensor update(Tensor rows, Tensor g, Tensor[] remembered, double gamma, long step) {
    Parameter changed = Parameter.of(rows);
    changed.addGradient(g);
    Optimizer.of(Parameters.of(changed), new Sgd(gamma)).step();
    return changed.value().detach();
  }
}
