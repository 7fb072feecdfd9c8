package dev.adjoint.nn.optim;

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

  /// Checks the ranges.
  public Sgd {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "sgd: the momentum is %s but must be at least 0 and below 1; 0.9 is usual"
              .formatted(momentum));
    }
    Ranges.requireDecay("sgd", weightDecay);
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
}
