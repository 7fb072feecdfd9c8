package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// Stochastic gradient descent with momentum.
///
/// ```
/// g ← g + λ·θ                      (weight decay)
/// b ← μ·b + (1 − τ)·g              (momentum; b = g at the first step)
/// g ← g + μ·b  (Nesterov)  or  b
/// θ ← θ − γ·g
/// ```
///
/// PyTorch's form, in which the rate is outside the momentum (Sutskever et al. 2013 have it
/// inside).
///
/// @param rate γ
/// @param momentum μ, `0 ≤ μ < 1`
/// @param dampening τ
/// @param weightDecay λ, added to the gradient (not decoupled)
/// @param nesterov looks ahead along the momentum; wants μ > 0 and τ = 0
public record Sgd(
    Schedule rate, double momentum, double dampening, double weightDecay, boolean nesterov)
    implements UpdateRule {

  private static final String BUFFER = "momentum_buffer";

  /// Checks the ranges.
  public Sgd {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "sgd: the momentum is %s but must be at least 0 and below 1; 0.9 is usual"
              .formatted(momentum));
    }
    AdamMoments.requireDecay("sgd", weightDecay);
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "sgd: nesterov wants a momentum above 0 and no dampening (momentum %s, dampening %s); set momentum to 0.9"
              .formatted(momentum, dampening));
    }
  }

  /// Plain gradient descent: `θ ← θ − γ·g`.
  public Sgd(double rate) {
    this(rate, 0);
  }

  /// Gradient descent with momentum.
  public Sgd(double rate, double momentum) {
    this(Schedule.constant(rate), momentum, 0, 0, false);
  }

  /// The same with this weight decay.
  public Sgd withWeightDecay(double lambda) {
    return new Sgd(rate, momentum, dampening, lambda, nesterov);
  }

  /// The same with Nesterov's momentum.
  public Sgd withNesterov() {
    return new Sgd(rate, momentum, dampening, weightDecay, true);
  }

  @Override
  public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
    Tensor d = weightDecay == 0 ? g : g.add(value.multiply(weightDecay));
    if (momentum == 0) {
      return new Update(value.subtract(d.multiply(rate.at(step))), Map.of());
    }
    Tensor before = state.get(BUFFER);
    Tensor b = before == null ? d : before.multiply(momentum).add(d.multiply(1 - dampening));
    Tensor direction = nesterov ? d.add(b.multiply(momentum)) : b;
    return new Update(value.subtract(direction.multiply(rate.at(step))), Map.of(BUFFER, b));
  }
}
