package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.nn.optim.FusedRule;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.SparseAdam;
import dev.adjoint.nn.optim.SparseRule;
import dev.adjoint.nn.optim.SparseSgd;
import dev.adjoint.nn.optim.TensorRule;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Any update rule with its step size multiplied by a factor.
final class ScaledRule {

  private ScaledRule() {}

  /// The rule with each step size times a factor.
  static UpdateRule scaled(UpdateRule rule, double factor) {
    if (factor == 1) {
      return rule;
    }
    return switch (rule) {
      case FusedRule fused -> new Fused(fused, times(fused.rate(), factor));
      case SparseSgd sgd -> new SparseSgd(times(sgd.rate(), factor));
      case SparseAdam adam ->
          new SparseAdam(times(adam.rate(), factor), adam.beta1(), adam.beta2(), adam.epsilon());
      case TensorRule own -> new Own(own, factor);
    };
  }

  private static Schedule times(Schedule rate, double factor) {
    return step -> rate.at(step) * factor;
  }

  /// The rule with the largest step size of its first steps as a constant one, times a factor, so
  /// that a warm-up does not hide what a step size does.
  ///
  /// @param horizon how many steps are looked at
  static UpdateRule constant(UpdateRule rule, long horizon, double factor) {
    return switch (rule) {
      case FusedRule fused -> {
        double peak = peak(fused.rate(), horizon);
        yield new Fused(fused, Schedule.constant(peak * factor));
      }
      case SparseRule sparse -> scaled(sparse, factor);
      case TensorRule own -> scaled(own, factor);
    };
  }

  /// The rule with other step sizes.
  static UpdateRule with(UpdateRule rule, Schedule rates) {
    return switch (rule) {
      case FusedRule fused -> new Fused(fused, rates);
      case SparseSgd _ -> new SparseSgd(rates);
      case SparseAdam adam -> new SparseAdam(rates, adam.beta1(), adam.beta2(), adam.epsilon());
      case TensorRule own ->
          throw new IllegalArgumentException(
              "rate: %s is a rule of its own, so its step sizes cannot be set; use one of the library"
                  .formatted(own));
    };
  }

  /// The largest step size of the first steps; empty for a rule that has none to look at.
  static OptionalDouble peak(UpdateRule rule, long horizon) {
    return rule instanceof FusedRule fused
        ? OptionalDouble.of(peak(fused.rate(), horizon))
        : OptionalDouble.empty();
  }

  private static double peak(Schedule rate, long horizon) {
    double most = 0;
    for (long step = 1; step <= horizon; step += Math.max(1, horizon / 1000)) {
      most = Math.max(most, rate.at(step));
    }
    return most;
  }

  /// A rule with another step size and the formula of the first.
  private record Fused(FusedRule rule, Schedule rate) implements FusedRule {

    @Override
    public String name() {
      return rule.name();
    }

    @Override
    public List<Memory> memories() {
      return rule.memories();
    }

    @Override
    public boolean countsSteps() {
      return rule.countsSteps();
    }

    @Override
    public void update(Members members, double gamma) {
      rule.update(members, gamma);
    }
  }

  /// A rule that goes a part of the way of another one.
  private record Own(TensorRule rule, double factor) implements TensorRule {

    @Override
    public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
      Update whole = rule.update(value, g, state, step);
      Tensor moved = value.add(whole.value().subtract(value).multiply(factor));
      return new Update(moved, whole.state());
    }

    @Override
    public boolean fits(Shape parameter) {
      return rule.fits(parameter);
    }

    @Override
    public boolean remembers(String name, Shape state, Shape parameter) {
      return rule.remembers(name, state, parameter);
    }
  }
}
