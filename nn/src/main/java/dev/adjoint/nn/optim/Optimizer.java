package dev.adjoint.nn.optim;

import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Parameters, update rules for them, and what the rules remember of each of them.
///
/// ```java
/// optimizer.zeroGrad();
/// loss.backward();
/// optimizer.step();
/// ```
///
/// A step writes into the memory of the parameters, see [Parameter]. [#with] gives some of them a
/// rule of their own, as parameter groups do in PyTorch:
///
/// ```java
/// AdamW rule = new AdamW(0.001).withWeightDecay(0.1);
/// Optimizer optimizer =
///     Optimizer.of(Parameters.of(model), rule)
///         .with(p -> p.shape().rank() < 2, rule.withWeightDecay(0));
/// ```
public final class Optimizer {

  private final List<String> names;
  private final List<Parameter> parameters;

  /// The rules, the first of them for all parameters that no other one claims, and which of them
  /// each parameter has.
  private final List<UpdateRule> rules;

  private final int[] ruleOf;
  private final List<GradientRule> gradientRules;

  private final Group[] groups;

  /// The place of each parameter in its group.
  private final int[] places;

  /// Where the gradients of each group are handed over.
  private final @Nullable Tensor[][] gradients;

  private long steps;

  private Optimizer(
      List<String> names,
      List<Parameter> parameters,
      List<UpdateRule> rules,
      int[] ruleOf,
      List<GradientRule> gradientRules) {
    this.names = names;
    this.parameters = parameters;
    this.rules = rules;
    this.ruleOf = ruleOf;
    this.gradientRules = gradientRules;
    this.groups = new Group[rules.size()];
    this.gradients = new Tensor[groups.length][];
    this.places = new int[ruleOf.length];
    for (int group = 0; group < groups.length; group++) {
      List<Parameter> members = new ArrayList<>();
      for (int i = 0; i < ruleOf.length; i++) {
        if (ruleOf[i] == group) {
          places[i] = members.size();
          members.add(parameters.get(i));
        }
      }
      groups[group] = Group.of(rules.get(group), members.toArray(new Parameter[0]));
      gradients[group] = new Tensor[members.size()];
    }
  }

  /// An optimizer of these parameters; the gradient rules are applied in order before the update.
  ///
  /// @throws IllegalArgumentException if there are none: the model's class then hides them
  public static Optimizer of(
      Parameters parameters, UpdateRule rule, GradientRule... gradientRules) {
    List<Parameter> all = parameters.list();
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "optimizer: the model has no parameters that can be found; make it a record of its layers, or implement Layer with parts() that names them");
    }
    return new Optimizer(
        List.copyOf(parameters.byName().keySet()),
        all,
        List.of(rule),
        new int[all.size()],
        List.of(gradientRules));
  }

  /// An optimizer like this one in which those parameters have a rule of their own. Where several
  /// calls claim a parameter, the last one counts. To be called before the first step.
  ///
  /// @param some chooses by shape, by name or otherwise
  /// @throws IllegalArgumentException if it chooses none
  public Optimizer with(Predicate<Parameter> some, UpdateRule rule) {
    if (steps > 0) {
      throw new IllegalStateException(
          "optimizer: a rule for some parameters was added after step %d; add it when the optimizer is made"
              .formatted(steps));
    }
    int[] newRuleOf = ruleOf.clone();
    int chosen = 0;
    for (int i = 0; i < newRuleOf.length; i++) {
      if (some.test(parameters.get(i))) {
        newRuleOf[i] = rules.size();
        chosen++;
      }
    }
    if (chosen == 0) {
      throw new IllegalArgumentException(
          "optimizer: none of the %d parameters is chosen for %s; look at their names and shapes, the text of Parameters lists them"
              .formatted(parameters.size(), rule));
    }
    List<UpdateRule> newRules = new ArrayList<>(rules);
    newRules.add(rule);
    return new Optimizer(names, parameters, List.copyOf(newRules), newRuleOf, gradientRules);
  }

  /// Forgets the gradients of all parameters.
  public void zeroGrad() {
    for (Parameter parameter : parameters) {
      parameter.zeroGrad();
    }
  }

  /// The update rule of the parameters that no call of [#with] chose.
  public UpdateRule rule() {
    return rules.getFirst();
  }

  /// All rules in words: how updates are made and what is done to the gradients before, without the
  /// numbers that change from step to step.
  public String rules() {
    StringJoiner text = new StringJoiner(", ");
    for (int group = 0; group < groups.length; group++) {
      int count = gradients[group].length;
      text.add(
          groups.length == 1
              ? rule().toString()
              : "%s for %d parameter%s".formatted(rules.get(group), count, count == 1 ? "" : "s"));
    }
    gradientRules.forEach(gradientRule -> text.add("after " + gradientRule));
    return text.toString();
  }

  /// The number of steps taken.
  public long steps() {
    return steps;
  }

  /// Changes every trainable parameter that has a gradient.
  public void step() {
    steps++;
    for (int i = 0; i < ruleOf.length; i++) {
      Parameter parameter = parameters.get(i);
      gradients[ruleOf[i]][places[i]] = parameter.isTrainable() ? gradient(i, parameter) : null;
    }
    if (!gradientRules.isEmpty()) {
      applyGradientRules();
    }
    for (int group = 0; group < groups.length; group++) {
      groups[group].step(gradients[group], steps);
    }
  }

  /// A gradient for this step. Rules of the user's might keep what they get, our own do not.
  private @Nullable Tensor gradient(int i, Parameter parameter) {
    boolean kept = !gradientRules.isEmpty() || groups[ruleOf[i]] instanceof TensorGroup;
    Tensor g = parameter.passingGradient();
    return g == null ? null : kept ? parameter.gradient().detach() : g.detach();
  }

  private void applyGradientRules() {
    List<Tensor> present = new ArrayList<>();
    for (int i = 0; i < ruleOf.length; i++) {
      Tensor g = gradients[ruleOf[i]][places[i]];
      if (g != null) {
        present.add(g);
      }
    }
    for (GradientRule gradientRule : gradientRules) {
      present = gradientRule.apply(present);
    }
    int next = 0;
    for (int i = 0; i < ruleOf.length; i++) {
      if (gradients[ruleOf[i]][places[i]] != null) {
        gradients[ruleOf[i]][places[i]] = present.get(next++).detach();
      }
    }
  }

  /// Copies of what the rules remember, by `parameter path/name of the state`: for a checkpoint,
  /// with [#steps]. Which parameters share a rule does not show in it.
  public Map<String, Tensor> stateDict() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int i = 0; i < ruleOf.length; i++) {
      String path = names.get(i) + "/";
      new TreeMap<>(groups[ruleOf[i]].state(places[i]))
          .forEach((name, value) -> all.put(path + name, value));
    }
    return all;
  }

  /// Goes back to a saved state; changes nothing if it does not fit.
  ///
  /// @throws IllegalArgumentException if a path is not one of the parameters, a shape differs, or
  ///   the parameter's rule remembers nothing by that name
  public void loadStateDict(Map<String, Tensor> state, long stepsTaken) {
    Map<String, Map<String, Tensor>> byParameter = new HashMap<>();
    state.forEach((path, value) -> {
      int slash = path.lastIndexOf('/');
      String parameter = path.substring(0, Math.max(slash, 0));
      String name = path.substring(slash + 1);
      requireFits(names.indexOf(parameter), name, path, value);
      byParameter.computeIfAbsent(parameter, _ -> new HashMap<>()).put(name, value);
    });
    for (int i = 0; i < ruleOf.length; i++) {
      groups[ruleOf[i]].load(places[i], byParameter.getOrDefault(names.get(i), Map.of()));
    }
    steps = stepsTaken;
  }

  private void requireFits(int i, String name, String path, Tensor value) {
    if (i >= 0 && !groups[ruleOf[i]].remembers(name)) {
      throw new IllegalArgumentException(
          "load: the optimizer's state %s does not belong to the rule %s; resume with the rule it was saved with"
              .formatted(path, rules.get(ruleOf[i])));
    }
    if (i < 0 || !groups[ruleOf[i]].fits(name, value.shape(), parameters.get(i).shape())) {
      throw new IllegalArgumentException(
          "load: the optimizer's state %s %s does not belong to this model; resume with the model it was saved with"
              .formatted(path, value.shape()));
    }
  }

  @Override
  public String toString() {
    return "Optimizer(%s, step %d)".formatted(rules(), steps);
  }
}
