package dev.adjoint.nn.optim;

import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Parameters, an update rule, and what the rule remembers of each of them.
///
/// ```java
/// optimizer.zeroGrad();
/// loss.backward();
/// optimizer.step();
/// ```
public final class Optimizer {

  private final Map<String, Parameter> parameters;
  private final UpdateRule rule;
  private final List<GradientRule> gradientRules;
  private final Map<String, Map<String, Tensor>> states = new HashMap<>();
  private long steps;

  private Optimizer(
      Map<String, Parameter> parameters, UpdateRule rule, List<GradientRule> gradientRules) {
    this.parameters = parameters;
    this.rule = rule;
    this.gradientRules = gradientRules;
  }

  /// An optimizer of these parameters; the gradient rules are applied in order before the update.
  ///
  /// @throws IllegalArgumentException if there are none: the model's class then hides them
  public static Optimizer of(
      Parameters parameters, UpdateRule rule, GradientRule... gradientRules) {
    if (parameters.byName().isEmpty()) {
      throw new IllegalArgumentException(
          "optimizer: the model has no parameters that can be found; make it a record of its layers, or implement Layer with parts() that names them");
    }
    return new Optimizer(parameters.byName(), rule, List.of(gradientRules));
  }

  /// Forgets the gradients of all parameters.
  public void zeroGrad() {
    parameters.values().forEach(Parameter::zeroGrad);
  }

  /// The update rule.
  public UpdateRule rule() {
    return rule;
  }

  /// The number of steps taken.
  public long steps() {
    return steps;
  }

  /// Changes every trainable parameter that has a gradient.
  public void step() {
    steps++;
    List<String> names = new ArrayList<>();
    List<Tensor> gradients = new ArrayList<>();
    parameters.forEach((name, parameter) -> {
      if (parameter.isTrainable() && parameter.hasGradient()) {
        names.add(name);
        gradients.add(parameter.gradient().detach());
      }
    });
    List<Tensor> ready = gradients;
    for (GradientRule gradientRule : gradientRules) {
      ready = gradientRule.apply(ready);
    }
    for (int i = 0; i < names.size(); i++) {
      update(names.get(i), ready.get(i));
    }
  }

  private void update(String name, Tensor g) {
    Parameter parameter = Objects.requireNonNull(parameters.get(name));
    Map<String, Tensor> state = states.getOrDefault(name, Map.of());
    UpdateRule.Update update = rule.update(parameter.value().detach(), g, state, steps);
    parameter.replace(update.value());
    states.put(name, update.state());
  }

  /// What the rule remembers, by `parameter path/name of the state`: for a checkpoint, with
  /// [#steps].
  public Map<String, Tensor> stateDict() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (String name : parameters.keySet()) {
      new TreeMap<>(states.getOrDefault(name, Map.of()))
          .forEach((key, value) -> all.put(name + "/" + key, value));
    }
    return all;
  }

  /// Goes back to a saved state.
  ///
  /// @throws IllegalArgumentException if a path is not one of the parameters, or a shape differs
  public void loadStateDict(Map<String, Tensor> state, long stepsTaken) {
    Map<String, Map<String, Tensor>> loaded = new HashMap<>();
    state.forEach((path, value) -> {
      int slash = path.lastIndexOf('/');
      String name = path.substring(0, Math.max(slash, 0));
      Parameter parameter = parameters.get(name);
      boolean isCount = value.shape().equals(Shape.SCALAR);
      if (parameter == null || !(isCount || parameter.shape().equals(value.shape()))) {
        throw new IllegalArgumentException(
            "load: the optimizer's state %s %s does not belong to this model; resume with the model it was saved with"
                .formatted(path, value.shape()));
      }
      loaded.computeIfAbsent(name, _ -> new HashMap<>()).put(path.substring(slash + 1), value);
    });
    states.clear();
    states.putAll(loaded);
    steps = stepsTaken;
  }

  @Override
  public String toString() {
    return "Optimizer(%s, %d parameters, step %d)".formatted(rule, parameters.size(), steps);
  }
}
