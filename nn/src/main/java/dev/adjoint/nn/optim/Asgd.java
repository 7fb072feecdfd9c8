package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// Averaged stochastic gradient descent (Polyak and Juditsky 1992), PyTorch's form: descent with a
/// falling rate, beside the mean of the values that it passed through.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// η = γ / (1 + l·γ·(t − 1))^α
/// θ ← (1 − l·η)·θ − η·g
/// a ← a + (θ − a) / max(1, t − 1 − t₀)
/// ```
///
/// The mean a is remembered under the name `ax`; [Optimizer#stateDict] gives it.
///
/// @param rate γ
/// @param decay l, how fast values and rate fall, at least 0 (`lambd` in PyTorch)
/// @param power α, at least 0
/// @param averagedFrom t₀, the step after which values are averaged; before it a is θ
/// @param weightDecay λ, added to the gradient, at least 0
public record Asgd(
    Schedule rate, double decay, double power, double averagedFrom, double weightDecay)
    implements FusedRule {

  /// The numbers are −η, 1 − l·η, λ and the share of the new value in the mean.
  private static final UpdateFormula FORMULA =
      UpdateFormula.of(
          1,
          4,
          x -> {
            Term g = x.fma(x.number(2), x.value(), x.gradient());
            Term value = x.fma(x.number(0), g, x.number(1).times(x.value()));
            x.value(value);
            Term a = x.memory(0);
            x.memory(0, x.fma(x.number(3), value.minus(a), a));
          });

  /// Checks the ranges.
  public Asgd {
    Hyperparameters.requireRate("asgd", rate);
    Require.notNegative("asgd", "the decay", decay, "1e-4 is usual");
    Require.notNegative("asgd", "the power", power, "0.75 is usual");
    Require.notNegative(
        "asgd", "the step that averaging starts from", averagedFrom, "1e6 is usual");
    Hyperparameters.requireDecay("asgd", weightDecay);
  }

  /// Averaged descent with l = 1e-4, α = 0.75, averaging from step 10⁶ on and no weight decay.
  public Asgd(double rate) {
    this(Schedule.constant(rate), 1e-4, 0.75, 1e6, 0);
  }

  /// The same with averaging from this step on.
  @CheckReturnValue
  public Asgd withAveragingFrom(double step) {
    return new Asgd(rate, decay, power, step, weightDecay);
  }

  @Override
  public String name() {
    return "asgd";
  }

  @Override
  public List<Memory> memories() {
    return List.of(Memory.of("ax"));
  }

  @Override
  public boolean countsSteps() {
    return true;
  }

  @Override
  public void update(Members members, double gamma) {
    double past = members.t() - 1;
    double eta = past == 0 ? gamma : gamma / StrictMath.pow(1 + decay * gamma * past, power);
    double share = past == 0 ? 1 : 1 / Math.max(1, past - averagedFrom);
    members.update(FORMULA, -eta, 1 - decay * eta, weightDecay, share);
  }
}
