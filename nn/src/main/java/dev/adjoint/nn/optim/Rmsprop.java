package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.ArrayList;
import java.util.List;

/// RMSprop (Tieleman and Hinton 2012, lecture 6.5), PyTorch's form.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// v ← α·v + (1 − α)·g²
/// d = g / (√v + ε)                 or, centred (Graves 2013),
/// a ← α·a + (1 − α)·g
/// d = g / (√(v − a²) + ε)
/// θ ← θ − γ·d                      or, with momentum,
/// b ← μ·b + d
/// θ ← θ − γ·b
/// ```
///
/// @param rate γ
/// @param alpha α, the memory of the mean square, `0 ≤ α < 1`
/// @param epsilon ε, outside the root, at least 0
/// @param weightDecay λ, added to the gradient, at least 0
/// @param momentum μ, `0 ≤ μ < 1`; 0 for none
/// @param centered whether the variance of the gradient is used instead of its mean square
public record Rmsprop(
    Schedule rate,
    double alpha,
    double epsilon,
    double weightDecay,
    double momentum,
    boolean centered)
    implements FusedRule {

  private static final UpdateFormula PLAIN = formula(false, false);
  private static final UpdateFormula CENTERED = formula(true, false);
  private static final UpdateFormula WITH_MOMENTUM = formula(false, true);
  private static final UpdateFormula CENTERED_WITH_MOMENTUM = formula(true, true);

  /// Checks the ranges.
  public Rmsprop {
    Hyperparameters.requireRate("rmsprop", rate);
    Hyperparameters.requireBeta("rmsprop", "alpha", alpha, "0.99 is usual");
    Hyperparameters.requireEpsilon("rmsprop", epsilon);
    Hyperparameters.requireDecay("rmsprop", weightDecay);
    Hyperparameters.requireBeta("rmsprop", "the momentum", momentum, "0 is usual");
  }

  /// RMSprop with α = 0.99 and ε = 1e-8, without weight decay and momentum.
  public Rmsprop(double rate) {
    this(Schedule.constant(rate));
  }

  /// RMSprop with the usual hyperparameters and a schedule.
  public Rmsprop(Schedule rate) {
    this(rate, 0.99, 1e-8, 0, 0, false);
  }

  /// The same with this α.
  @CheckReturnValue
  public Rmsprop withAlpha(double newAlpha) {
    return new Rmsprop(rate, newAlpha, epsilon, weightDecay, momentum, centered);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Rmsprop withWeightDecay(double lambda) {
    return new Rmsprop(rate, alpha, epsilon, lambda, momentum, centered);
  }

  /// The same with this momentum.
  @CheckReturnValue
  public Rmsprop withMomentum(double mu) {
    return new Rmsprop(rate, alpha, epsilon, weightDecay, mu, centered);
  }

  /// The same, centred.
  @CheckReturnValue
  public Rmsprop withCentering() {
    return new Rmsprop(rate, alpha, epsilon, weightDecay, momentum, true);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public List<Memory> memories() {
    List<Memory> memories = new ArrayList<>();
    memories.add(Memory.ofSquares("square_avg"));
    if (centered) {
      memories.add(Memory.of("grad_avg"));
    }
    if (momentum > 0) {
      memories.add(Memory.of("momentum_buffer"));
    }
    return memories;
  }

  @Override
  public boolean countsSteps() {
    return true;
  }

  /// The numbers are −γ, λ, α, 1 − α, ε, −1, and with momentum μ.
  private static UpdateFormula formula(boolean centered, boolean withMomentum) {
    int buffer = centered ? 2 : 1;
    return UpdateFormula.of(
        buffer + (withMomentum ? 1 : 0),
        withMomentum ? 7 : 6,
        x -> {
          Term g = x.fma(x.number(1), x.value(), x.gradient());
          Term v = x.fma(x.number(2), x.memory(0), x.number(3).times(g).times(g));
          x.memory(0, v);
          Term spread = v;
          if (centered) {
            Term a = x.fma(x.number(2), x.memory(1), x.number(3).times(g));
            x.memory(1, a);
            spread = x.fma(x.number(5).times(a), a, v);
          }
          Term direction = g.over(spread.sqrt().plus(x.number(4)));
          if (withMomentum) {
            direction = x.fma(x.number(6), x.memory(buffer), direction);
            x.memory(buffer, direction);
          }
          x.value(x.fma(x.number(0), direction, x.value()));
        });
  }

  @Override
  public void update(Members members, double gamma) {
    if (momentum > 0) {
      members.update(
          centered ? CENTERED_WITH_MOMENTUM : WITH_MOMENTUM,
          -gamma,
          weightDecay,
          alpha,
          1 - alpha,
          epsilon,
          -1,
          momentum);
    } else {
      members.update(
          centered ? CENTERED : PLAIN, -gamma, weightDecay, alpha, 1 - alpha, epsilon, -1);
    }
  }
}
