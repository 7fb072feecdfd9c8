package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The parameters of an optimizer, divided into one [Group] for each update rule.
final class RuleGroups {

  private final List<Parameter> parameters;

  /// The rules; the first is for all parameters that no call of [#with] chose.
  private final List<UpdateRule> rules;

  /// The index of each parameter's rule, which is also the index of its group.
  private final int[] ruleOf;

  private final Group[] groups;

  /// The index of each parameter in its group.
  private final int[] indexInGroup;

  /// The gradients of each group, used during [#step] only.
  private final @Nullable Tensor[][] gradients;

  /// The rate of each group at the present step.
  private final double[] rates;

  RuleGroups(List<Parameter> parameters, List<UpdateRule> rules, int[] ruleOf) {
    this.parameters = parameters;
    this.rules = rules;
    this.ruleOf = ruleOf;
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

  /// The same groups with changed rules, which remember nothing.
  RuleGroups anew(UnaryOperator<UpdateRule> change) {
    return new RuleGroups(parameters, rules.stream().map(change).toList(), ruleOf.clone());
  }

  /// Groups in which the chosen parameters have a rule of their own.
  RuleGroups with(Predicate<Parameter> some, UpdateRule rule) {
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
    return new RuleGroups(parameters, List.copyOf(newRules), newRuleOf);
  }

  List<Parameter> parameters() {
    return parameters;
  }

  List<UpdateRule> rules() {
    return rules;
  }

  int[] ruleOf() {
    return ruleOf.clone();
  }

  UpdateRule rule(Parameter parameter) {
    int i = parameters.indexOf(parameter);
    if (i < 0) {
      throw new IllegalArgumentException(
          "optimizer: %s is not one of its parameters; ask the optimizer of its model"
              .formatted(parameter));
    }
    return rules.get(ruleOf[i]);
  }

  /// The group of a parameter.
  Group group(int parameter) {
    return groups[ruleOf[parameter]];
  }

  /// The index of a parameter in its group.
  int indexInGroup(int parameter) {
    return indexInGroup[parameter];
  }

  /// One step of all groups.
  ///
  /// @param step counted from 1
  /// @throws IllegalArgumentException if a schedule gives a rate that is negative or not finite;
  ///   then nothing has changed
  void step(List<GradientRule> gradientRules, long step) {
    for (int group = 0; group < groups.length; group++) {
      rates[group] = groups[group].rate(step);
    }
    for (int i = 0; i < ruleOf.length; i++) {
      gradients[ruleOf[i]][indexInGroup[i]] = gradient(i, !gradientRules.isEmpty());
    }
    if (!gradientRules.isEmpty()) {
      apply(gradientRules);
    }
    for (int group = 0; group < groups.length; group++) {
      groups[group].step(gradients[group], rates[group], step);
    }
  }

  /// The gradient of a parameter for this step, null if the parameter does not change. Gradient
  /// rules and tensor rules may keep what they get, so they get a gradient whose memory nothing
  /// overwrites.
  private @Nullable Tensor gradient(int i, boolean hasGradientRules) {
    Parameter parameter = parameters.get(i);
    boolean sparse = group(i) instanceof SparseGroup;
    if (!sparse && parameter.isTrainable() && !parameter.touchedRows().isEmpty()) {
      throw new IllegalStateException(
          "optimizer: %s has gradients of some rows, which %s does not take; give it SparseAdam or SparseSgd by Optimizer.with, or use Embedding"
              .formatted(parameter.name(), rules.get(ruleOf[i])));
    }
    Tensor g = !sparse && parameter.isTrainable() ? parameter.passingGradient() : null;
    boolean kept = hasGradientRules || group(i) instanceof TensorGroup;
    return g == null ? null : kept ? parameter.gradient().detach() : g.detach();
  }

  private void apply(List<GradientRule> gradientRules) {
    List<Tensor> present = new ArrayList<>();
    List<Parameter> changing = new ArrayList<>();
    for (int i = 0; i < ruleOf.length; i++) {
      Tensor g = gradients[ruleOf[i]][indexInGroup[i]];
      if (g != null) {
        present.add(g);
        changing.add(parameters.get(i));
      }
    }
    for (GradientRule gradientRule : gradientRules) {
      present = gradientRule.apply(present, changing);
    }
    int next = 0;
    for (int i = 0; i < ruleOf.length; i++) {
      if (gradients[ruleOf[i]][indexInGroup[i]] != null) {
        gradients[ruleOf[i]][indexInGroup[i]] = present.get(next++).detach();
      }
    }
  }

  /// The rules in words, each with the number of its parameters if there are several.
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    for (int group = 0; group < groups.length; group++) {
      int count = gradients[group].length;
      text.add(
          groups.length == 1
              ? rules.getFirst().toString()
              : "%s for %d parameter%s".formatted(rules.get(group), count, count == 1 ? "" : "s"));
    }
    return text.toString();
  }
}
