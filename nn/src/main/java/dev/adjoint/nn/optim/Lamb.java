package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// LAMB (You et al. 2020): the direction of Adam for each parameter, scaled to the length of the
/// parameter, for batches of thousands of samples.
///
/// ```
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// r = (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε) + λ·θ
/// θ ← θ − γ · ‖θ‖ / ‖r‖ · r        (the ratio is 1 where one of the norms is 0)
/// ```
///
/// @param rate γ
/// @param beta1 β₁, the memory of the mean, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of the mean square, `0 ≤ β₂ < 1`
/// @param epsilon ε, outside the root, at least 0
/// @param weightDecay λ, decoupled, at least 0
public record Lamb(Schedule rate, double beta1, double beta2, double epsilon, double weightDecay)
    implements TensorRule {

  /// Checks the ranges.
  public Lamb {
    Hyperparameters.requireRate("lamb", rate);
    Hyperparameters.requireBetas("lamb", beta1, beta2, epsilon);
    Hyperparameters.requireDecay("lamb", weightDecay);
  }

  /// LAMB with β₁ = 0.9, β₂ = 0.999, ε = 1e-6 and no weight decay.
  public Lamb(double rate) {
    this(Schedule.constant(rate));
  }

  /// LAMB with the usual hyperparameters and a schedule.
  public Lamb(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-6, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Lamb withWeightDecay(double lambda) {
    return new Lamb(rate, beta1, beta2, epsilon, lambda);
  }

  @Override
  public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
    double t = Hyperparameters.steps(state) + 1;
    Tensor m = Hyperparameters.mean(state.get("exp_avg"), beta1, g);
    Tensor v = Hyperparameters.mean(state.get("exp_avg_sq"), beta2, g.square());
    Tensor spread = v.divide(1 - StrictMath.pow(beta2, t)).sqrt().add(epsilon);
    Tensor r =
        m.divide(1 - StrictMath.pow(beta1, t)).divide(spread).add(value.multiply(weightDecay));
    double length = value.norm().item();
    double direction = r.norm().item();
    double trust = length == 0 || direction == 0 ? 1 : length / direction;
    return new Update(
        value.subtract(r.multiply(rate.at(step) * trust)),
        Map.of("exp_avg", m, "exp_avg_sq", v, "step", Tensor.scalar(t)));
  }
}
