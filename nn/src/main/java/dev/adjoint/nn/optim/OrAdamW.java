package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A rule for the parameters that it is made for ([TensorRule#fits]), and AdamW for all others: one
/// rule for a whole network, such as [Muon] for matrices with AdamW for biases, gains and kernels.
///
/// ```
/// θ ← a step of the rule      where the shape of θ fits
/// θ ← a step of AdamW         elsewhere, with a rate of its own
/// ```
///
/// The numbers are those of an [Optimizer] in which the others have AdamW by [Optimizer#with],
/// which is the way to choose parameters by name, too.
///
/// @param rule the rule of the parameters that fit
/// @param others the rule of all others
public record OrAdamW(TensorRule rule, AdamW others) implements TensorRule {

  private static final String STEP = "step";

  /// Refuses null.
  public OrAdamW {
    Require.given("or adamw", "the rule", rule, "give one, such as new Muon(0.02)");
    Require.given("or adamw", "the rule of the others", others, "give new AdamW(0.001)");
  }

  @Override
  public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
    if (rule.fits(value.shape())) {
      return rule.update(value, g, state, step);
    }
    Parameter parameter = Parameter.of(value.copy());
    List<FusedRule.Memory> memories = others.memories();
    Tensor[][] remembered = new Tensor[memories.size()][];
    Map<String, Tensor> next = new LinkedHashMap<>();
    for (int i = 0; i < remembered.length; i++) {
      Tensor before = state.get(memories.get(i).name());
      Tensor now = before == null ? Tensor.zerosLike(value) : before.copy();
      remembered[i] = new Tensor[] {now};
      next.put(memories.get(i).name(), now);
    }
    long t = (long) Hyperparameters.steps(state) + 1;
    double gamma = Hyperparameters.rate(others.name(), others.rate(), step);
    others.update(
        new FusedRule.Members(new Parameter[] {parameter}, new Tensor[] {g}, remembered, t), gamma);
    next.put(STEP, Tensor.scalar(t));
    return new Update(parameter.value().detach(), next);
  }

  @Override
  public boolean remembers(String name, Shape state, Shape parameter) {
    if (rule.fits(parameter)) {
      return rule.remembers(name, state, parameter);
    }
    return name.equals(STEP)
        ? state.rank() == 0
        : state.equals(parameter)
            && others.memories().stream().anyMatch(memory -> Objects.equals(memory.name(), name));
  }

  @Override
  public String toString() {
    return "%s or %s".formatted(rule, others);
  }
}
