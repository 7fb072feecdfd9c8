package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.UpdateFormula;
import dev.adjoint.tensor.UpdateFormula.Term;
import java.util.List;

/// Rprop (Riedmiller and Braun 1993), PyTorch's form: steps from the sign of the gradient alone,
/// longer while it stays and shorter when it changes. For the gradient of all samples, not for
/// small batches.
///
/// ```
/// s = sign(g · gₜ₋₁)
/// Δ ← clamp(Δ · (η⁺ if s > 0, η⁻ if s < 0, else 1), Δmin, Δmax)    (from γ at the start)
/// g ← 0 if s < 0
/// θ ← θ − sign(g)·Δ
/// ```
///
/// @param rate γ, the first step of every element; the schedule's rate of step 1 counts
/// @param shrink η⁻, above 0 and below 1
/// @param grow η⁺, above 1
/// @param least Δmin, above 0
/// @param most Δmax, at least Δmin
public record Rprop(Schedule rate, double shrink, double grow, double least, double most)
    implements FusedRule {

  private static final UpdateFormula FIRST = formula(true);
  private static final UpdateFormula LATER = formula(false);

  /// Checks the ranges.
  public Rprop {
    Hyperparameters.requireRate("rprop", rate);
    Require.positive("rprop", "the least step", least, "1e-6 is usual");
    Require.positive("rprop", "the largest step", most, "50 is usual");
    Require.finite("rprop", "the growth", grow, "1.2 is usual");
    if (!(shrink > 0 && shrink < 1 && grow > 1 && least <= most)) {
      throw new IllegalArgumentException(
          "rprop: shrink is %s, grow %s, the steps %s … %s, but 0 < shrink < 1 < grow and ordered steps are needed; 0.5, 1.2 and 1e-6 … 50 are usual"
              .formatted(shrink, grow, least, most));
    }
  }

  /// Rprop with η⁻ = 0.5, η⁺ = 1.2 and steps within 1e-6 … 50.
  public Rprop(double rate) {
    this(Schedule.constant(rate), 0.5, 1.2, 1e-6, 50);
  }

  @Override
  public String name() {
    return "rprop";
  }

  @Override
  public List<Memory> memories() {
    return List.of(Memory.of("prev"), Memory.ofSquares("step_size"));
  }

  @Override
  public boolean countsSteps() {
    return true;
  }

  /// The numbers are γ, η⁻, η⁺, Δmin, −Δmax, −1 and 1.
  private static UpdateFormula formula(boolean first) {
    return UpdateFormula.of(
        2,
        7,
        x -> {
          Term zero = x.number(6).plus(x.number(5));
          Term s = x.gradient().times(x.memory(0)).sign();
          Term same = s.maximum(zero);
          Term changed = x.number(5).times(s).maximum(zero);
          Term neither = x.number(6).minus(s.abs());
          Term factor = x.fma(same, x.number(2), x.fma(changed, x.number(1), neither));
          Term size = (first ? x.number(0) : x.memory(1)).times(factor).maximum(x.number(3));
          size = x.number(5).times(x.number(5).times(size).maximum(x.number(4)));
          Term g = x.gradient().times(x.number(6).minus(changed));
          x.memory(0, g);
          x.memory(1, size);
          x.value(x.value().minus(g.sign().times(size)));
        });
  }

  @Override
  public void update(Members members, double gamma) {
    members.update(members.t() == 1 ? FIRST : LATER, gamma, shrink, grow, least, -most, -1, 1);
  }
}
