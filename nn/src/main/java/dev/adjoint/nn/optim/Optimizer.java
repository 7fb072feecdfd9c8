package dev.adjoint.nn.optim;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
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
///     Optimizer.of(model, rule).with(p -> p.shape().rank() < 2, rule.withWeightDecay(0));
/// ```
///
/// Making an optimizer gives the parameters their paths as names, see [Parameters#setNames].
public final class Optimizer {

  private final List<String> names;
  private final List<Parameter> parameters;

  /// The rules; the first is for all parameters that no call of [#with] chose.
  private final List<UpdateRule> rules;

  /// The index of each parameter's rule.
  private final int[] ruleOf;

  private final List<GradientRule> gradientRules;

  private final Group[] groups;

  /// The index of each parameter in its group.
  private final int[] indexInGroup;

  /// The gradients of each group, between [#step] and the group.
  private final @Nullable Tensor[][] gradients;

  /// The rate of each group at the present step.
  private final double[] rates;

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
    this.rates = new double[groups.length];
    this.indexInGroup = new int[ruleOf.length];
    for (int group = 0; group < groups.length; group++) {
      List<Parameter> members = new ArrayList<>();
      for (int i = 0; i < ruleOf.length; i++) {
        if (ruleOf[i] == group) {
          indexInGroup[i] = members.size();
          members.add(parameters.get(i));
        }
      }
      groups[group] = Group.of(rules.get(group), members.toArray(new Parameter[0]));
      gradients[group] = new Tensor[members.size()];
    }
  }

  /// An optimizer of all parameters of a model.
  ///
  /// @param model a layer, a record of layers or parameters, or a collection of these
  /// @param gradientRules what is done to the gradients before the update, in order
  /// @throws IllegalArgumentException if the model has no parameters that can be found
  public static Optimizer of(Object model, UpdateRule rule, GradientRule... gradientRules) {
    Require.given("optimizer", "the model", model);
    return of(Parameters.of(model), rule, gradientRules);
  }

  /// An optimizer of these parameters.
  ///
  /// @param gradientRules what is done to the gradients before the update, in order
  /// @throws IllegalArgumentException if there are none
  public static Optimizer of(
      Parameters parameters, UpdateRule rule, GradientRule... gradientRules) {
    Require.given("optimizer", "the set of parameters", parameters, "give Parameters.of(model)");
    Require.given("optimizer", "the update rule", rule, "give one, such as new Adam(0.001)");
    for (GradientRule gradientRule : gradientRules) {
      Require.given("optimizer", "a gradient rule", gradientRule, "leave it out");
    }
    List<Parameter> all = parameters.setNames().list();
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

  /// An optimizer like this one in which the chosen parameters have a rule of their own. If several
  /// calls choose a parameter, the last one counts. To be called before the first step.
  ///
  /// @param some chooses by shape, by name or otherwise
  /// @throws IllegalArgumentException if it chooses none
  @CheckReturnValue
  public Optimizer with(Predicate<Parameter> some, UpdateRule rule) {
    Require.given("optimizer", "the predicate", some);
    Require.given("optimizer", "the update rule", rule, "give one, such as new Adam(0.001)");
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

  /// The parameters that a step changes.
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
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

  /// The update rule of one parameter.
  ///
  /// @throws IllegalArgumentException if it is not one of this optimizer's
  public UpdateRule rule(Parameter parameter) {
    int i = parameters.indexOf(parameter);
    if (i < 0) {
      throw new IllegalArgumentException(
          "optimizer: %s is not one of its parameters; ask the optimizer of its model"
              .formatted(parameter));
    }
    return rules.get(ruleOf[i]);
  }

  /// The update rules; the first is for the parameters that no call of [#with] chose.
  public List<UpdateRule> updateRules() {
    return rules;
  }

  /// Which of [#updateRules] each of [#parameters] follows, as an index.
  public int[] ruleOfParameters() {
    return ruleOf.clone();
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

  /// The number of steps so far.
  public long steps() {
    return steps;
  }

  /// Changes every trainable parameter that has a gradient.
  ///
  /// @throws IllegalArgumentException if a schedule gives a rate that is negative or not finite;
  ///   then nothing has changed
  public void step() {
    for (int group = 0; group < groups.length; group++) {
      rates[group] = groups[group].rate(steps + 1);
    }
    steps++;
    for (int i = 0; i < ruleOf.length; i++) {
      Parameter parameter = parameters.get(i);
      gradients[ruleOf[i]][indexInGroup[i]] =
          parameter.isTrainable() ? gradient(i, parameter) : null;
    }
    if (!gradientRules.isEmpty()) {
      applyGradientRules();
    }
    for (int group = 0; group < groups.length; group++) {
      groups[group].step(gradients[group], rates[group], steps);
    }
  }

  /// A gradient for this step. Gradient rules and tensor rules may keep what they get, so they get
  /// a gradient whose memory nothing overwrites.
  private @Nullable Tensor gradient(int i, Parameter parameter) {
    boolean kept = !gradientRules.isEmpty() || groups[ruleOf[i]] instanceof TensorGroup;
    Tensor g = parameter.passingGradient();
    return g == null ? null : kept ? parameter.gradient().detach() : g.detach();
  }

  private void applyGradientRules() {
    List<Tensor> present = new ArrayList<>();
    for (int i = 0; i < ruleOf.length; i++) {
      Tensor g = gradients[ruleOf[i]][indexInGroup[i]];
      if (g != null) {
        present.add(g);
      }
    }
    for (GradientRule gradientRule : gradientRules) {
      present = gradientRule.apply(present);
    }
    int next = 0;
    for (int i = 0; i < ruleOf.length; i++) {
      if (gradients[ruleOf[i]][indexInGroup[i]] != null) {
        gradients[ruleOf[i]][indexInGroup[i]] = present.get(next++).detach();
      }
    }
  }

  /// Copies of what the rules remember, by `path of the parameter/name`, such as
  /// `0.weight/exp_avg`: what a checkpoint holds, with [#steps]. It does not say which parameters
  /// share a rule.
  public Map<String, Tensor> stateDict() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int i = 0; i < ruleOf.length; i++) {
      String path = names.get(i) + "/";
      new TreeMap<>(groups[ruleOf[i]].state(indexInGroup[i]))
          .forEach((name, value) -> all.put(path + name, value));
    }
    return all;
  }

  /// Goes back to a saved state; changes nothing if it does not fit.
  ///
  /// @param state from [#stateDict]
  /// @param stepsTaken from [#steps], at least 0
  /// @throws IllegalArgumentException if a path is not one of the parameters, a shape differs, the
  ///   parameter's rule remembers nothing by that name, or a value is impossible, such as a
  ///   negative number of steps
  public void loadStateDict(Map<String, Tensor> state, long stepsTaken) {
    Require.given("load", "the optimizer's state", state);
    if (stepsTaken < 0) {
      throw new IllegalArgumentException(
          "load: the optimizer's number of steps is %d but must be at least 0; give the steps() of the optimizer that was saved"
              .formatted(stepsTaken));
    }
    Map<String, Map<String, Tensor>> byParameter = new HashMap<>();
    state.forEach((path, value) -> {
      int slash = path.lastIndexOf('/');
      String parameter = path.substring(0, Math.max(slash, 0));
      String name = path.substring(slash + 1);
      requireFits(names.indexOf(parameter), name, path, value);
      byParameter.computeIfAbsent(parameter, _ -> new HashMap<>()).put(name, value);
    });
    for (int i = 0; i < ruleOf.length; i++) {
      groups[ruleOf[i]].load(indexInGroup[i], byParameter.getOrDefault(names.get(i), Map.of()));
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
    groups[ruleOf[i]].requirePossible(path, name, value);
  }

  @Override
  public String toString() {
    return "Optimizer(%s, step %d)".formatted(rules(), steps);
  }
}
