package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Copies what the rules of an optimizer remember into a map, and loads such a map.
///
/// @param names the paths of the parameters
/// @param groups the parameters with their rules
record OptimizerState(List<String> names, RuleGroups groups) {

  /// See [Optimizer#stateDict].
  Map<String, Tensor> copy() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String path = names.get(i) + "/";
      new TreeMap<>(groups.group(i).state(groups.indexInGroup(i)))
          .forEach((name, value) -> all.put(path + name, value));
    }
    return all;
  }

  /// Loads a state; changes nothing if it does not fit.
  ///
  /// @throws IllegalArgumentException see [Optimizer#loadStateDict]
  void load(Map<String, Tensor> state) {
    Map<String, Map<String, Tensor>> byParameter = new HashMap<>();
    state.forEach((path, value) -> {
      int slash = path.lastIndexOf('/');
      String parameter = path.substring(0, Math.max(slash, 0));
      String name = path.substring(slash + 1);
      requireFits(names.indexOf(parameter), name, path, value);
      byParameter.computeIfAbsent(parameter, _ -> new HashMap<>()).put(name, value);
    });
    for (int i = 0; i < names.size(); i++) {
      groups
          .group(i)
          .load(groups.indexInGroup(i), byParameter.getOrDefault(names.get(i), Map.of()));
    }
  }

  private void requireFits(int i, String name, String path, Tensor value) {
    if (i >= 0 && !groups.group(i).remembers(name)) {
      throw new IllegalArgumentException(
          "load: the optimizer's state %s does not belong to the rule %s; resume with the rule it was saved with"
              .formatted(path, groups.rules().get(groups.ruleOf()[i])));
    }
    if (i < 0 || !groups.group(i).fits(name, value.shape(), groups.parameters().get(i).shape())) {
      throw new IllegalArgumentException(
          "load: the optimizer's state %s %s does not belong to this model; resume with the model it was saved with"
              .formatted(path, value.shape()));
    }
    groups.group(i).requirePossible(path, name, value);
  }
}
