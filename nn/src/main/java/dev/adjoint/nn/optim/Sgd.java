package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

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
/// @param dampening τ, the part of the gradient that does not enter the momentum; 0 is usual
/// @param weightDecay λ, added to the gradient (not decoupled)
/// @param nesterov whether the step looks ahead along the momentum; needs μ > 0 and τ = 0
public record Sgd(
    Schedule rate, double momentum, double dampening, double weightDecay, boolean nesterov)
    implements FusedRule {

  /// The numbers are −γ and λ.
  static final UpdateFormula PLAIN =
      UpdateFormula.of(
          0,
          2,
          x -> {
            Term d = x.fma(x.number(1), x.value(), x.gradient());
            x.value(x.fma(x.number(0), d, x.value()));
          });

  static final UpdateFormula WITH_MOMENTUM = withMomentum(false);
  static final UpdateFormula WITH_NESTEROV = withMomentum(true);

  /// The numbers are −γ, λ, what is kept of the buffer, the weight of the gradient in it, and for
  /// Nesterov's momentum μ.
  private static UpdateFormula withMomentum(boolean looksAhead) {
    return UpdateFormula.of(
        1,
        looksAhead ? 5 : 4,
        x -> {
          Term d = x.fma(x.number(1), x.value(), x.gradient());
          Term b = x.fma(x.number(2), x.memory(0), x.number(3).times(d));
          Term direction = looksAhead ? x.fma(x.number(4), b, d) : b;
          x.memory(0, b);
          x.value(x.fma(x.number(0), direction, x.value()));
        });
  }

  /// Checks the ranges.
  public Sgd {
    Hyperparameters.requireRate("sgd", rate);
    Hyperparameters.requireBeta("sgd", "the momentum", momentum, "0.9 is usual");
    Require.finite("sgd", "the dampening", dampening, "0 is usual");
    Hyperparameters.requireDecay("sgd", weightDecay);
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "sgd: nesterov needs a momentum above 0 and no dampening (momentum %s, dampening %s); set momentum to 0.9"
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
  @CheckReturnValue
  public Sgd withWeightDecay(double lambda) {
    return new Sgd(rate, momentum, dampening, lambda, nesterov);
  }

  /// The same with Nesterov's momentum.
  @CheckReturnValue
  public Sgd withNesterov() {
    return new Sgd(rate, momentum, dampening, weightDecay, true);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public List<Memory> memories() {
    return momentum == 0 ? List.of() : List.of(Memory.of("momentum_buffer"));
  }

  @Override
  public boolean countsSteps() {
    return false;
  }

  @Override
  public void update(Members members, double gamma) {
    if (momentum == 0) {
      members.update(PLAIN, -gamma, weightDecay);
      return;
    }
    // The first gradient enters the buffer whole.
    double kept = members.t() == 1 ? 0 : momentum;
    double weight = members.t() == 1 ? 1 : 1 - dampening;
    if (nesterov) {
      members.update(WITH_NESTEROV, -gamma, weightDecay, kept, weight, momentum);
    } else {
      members.update(WITH_MOMENTUM, -gamma, weightDecay, kept, weight);
    }
  }
}
