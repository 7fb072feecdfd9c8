package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of a [TensorRule].
final class TensorGroup implements Group {

  private final TensorRule rule;
  private final Parameter[] parameters;
  private final List<Map<String, Tensor>> states;

  TensorGroup(TensorRule rule, Parameter[] parameters) {
    this.rule = rule;
    this.parameters = parameters;
    this.states = new ArrayList<>(Collections.nCopies(parameters.length, Map.of()));
  }

  /// A [TensorRule] knows its rate itself.
  @Override
  public double rate(long step) {
    return 0;
  }

  @Override
  public void step(@Nullable Tensor[] gradients, double rate, long step) {
    for (int i = 0; i < parameters.length; i++) {
      Tensor g = gradients[i];
      gradients[i] = null;
      if (g != null) {
        Tensor value = parameters[i].value().detach();
        // A copy, since the rule may keep it.
        TensorRule.Update update = rule.update(value, g.copy(), states.get(i), step);
        parameters[i].replace(update.value());
        states.set(i, update.state());
      }
    }
  }

  @Override
  public Map<String, Tensor> state(int parameter) {
    return states.get(parameter);
  }

  @Override
  public boolean remembers(String name) {
    return true;
  }

  @Override
  public boolean fits(String name, Shape shape, Shape parameter) {
    return rule.remembers(name, shape, parameter);
  }

  @Override
  public void requirePossible(String path, String name, Tensor value) {}

  @Override
  public void load(int parameter, Map<String, Tensor> state) {
    states.set(parameter, state);
  }
}
