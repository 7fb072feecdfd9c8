package dev.adjoint.nn.optim;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
  private final RuleGroups groups;
  private final List<GradientRule> gradientRules;
  private long steps;

  private Optimizer(List<String> names, RuleGroups groups, List<GradientRule> gradientRules) {
    this.names = names;
    this.groups = groups;
    this.gradientRules = gradientRules;
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
        new RuleGroups(all, List.of(rule), new int[all.size()]),
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
    return new Optimizer(names, groups.with(some, rule), gradientRules);
  }

  /// The paths of [#parameters], in their order.
  List<String> names() {
    return names;
  }

  /// The parameters that a step changes.
  public List<Parameter> parameters() {
    return List.copyOf(groups.parameters());
  }

  /// Forgets the gradients of all parameters.
  public void zeroGrad() {
    for (Parameter parameter : groups.parameters()) {
      parameter.zeroGrad();
    }
  }

  /// The update rule of the parameters that no call of [#with] chose.
  public UpdateRule rule() {
    return groups.rules().getFirst();
  }

  /// The update rule of one parameter.
  ///
  /// @throws IllegalArgumentException if it is not one of this optimizer's
  public UpdateRule rule(Parameter parameter) {
    return groups.rule(parameter);
  }

  /// The update rules; the first is for the parameters that no call of [#with] chose.
  public List<UpdateRule> updateRules() {
    return groups.rules();
  }

  /// What is done to the gradients before the update, in order.
  public List<GradientRule> gradientRules() {
    return gradientRules;
  }

  /// A new optimizer of the same parameters and groups with changed rules, which has taken no step
  /// and remembers nothing.
  ///
  /// @param change from each update rule to the one that takes its place
  /// @param rules what is done to the gradients before the update, in order
  @CheckReturnValue
  public Optimizer anew(UnaryOperator<UpdateRule> change, List<GradientRule> rules) {
    Require.given("optimizer", "the change of the rules", change, "give UnaryOperator.identity()");
    Require.given("optimizer", "the list of gradient rules", rules, "give List.of() for none");
    return new Optimizer(names, groups.anew(change), List.copyOf(rules));
  }

  /// Which of [#updateRules] each of [#parameters] follows, as an index.
  public int[] ruleOfParameters() {
    return groups.ruleOf();
  }

  /// All rules in words: how updates are made and what is done to the gradients before, without the
  /// numbers that change from step to step.
  public String rules() {
    StringJoiner text = new StringJoiner(", ").add(groups.toString());
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
    groups.step(gradientRules, steps + 1);
    steps++;
  }

  /// Copies of what the rules remember, by `path of the parameter/name`, such as
  /// `0.weight/exp_avg`: what a checkpoint holds, with [#steps]. It does not say which parameters
  /// share a rule.
  public Map<String, Tensor> stateDict() {
    return new OptimizerState(names, groups).copy();
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
    new OptimizerState(names, groups).load(state);
    steps = stepsTaken;
  }

  @Override
  public String toString() {
    return "Optimizer(%s, step %d)".formatted(rules(), steps);
  }
}
