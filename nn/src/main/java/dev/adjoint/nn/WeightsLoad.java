package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Loads weights into a model, after it has compared their paths and shapes with those of the
/// model.
final class WeightsLoad {

  private final ModelParts parts;
  private final Map<String, Tensor> state;

  /// Pairs of paths that are tied in the model but have different values in the weights.
  private final List<String> conflicts = new ArrayList<>();

  WeightsLoad(ModelParts parts, Map<String, Tensor> given) {
    Require.given("load", "the map of weights", given)
        .forEach((path, value) -> Require.tensor("load", "the weight " + path, value));
    this.parts = parts;
    this.state = withFirstPaths(given);
  }

  /// See [Parameters#loadStateDict].
  void all() {
    List<String> problems = new ArrayList<>(conflicts);
    problems.addAll(report().problems());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "load: the weights do not fit the model: %s; build the model with the sizes it was saved with"
              .formatted(String.join("; ", problems)));
    }
    state.forEach(parts::replace);
  }

  /// See [Parameters#loadMatching].
  LoadReport matching() {
    if (!conflicts.isEmpty()) {
      throw new IllegalArgumentException(
          "load: %s; give the weights of one model".formatted(String.join("; ", conflicts)));
    }
    LoadReport report = report();
    state.forEach((name, value) -> {
      if (parts.has(name) && value.shape().equals(parts.shape(name))) {
        parts.replace(name, value);
      }
    });
    return report;
  }

  private LoadReport report() {
    List<String> missing = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    for (String name : parts.names()) {
      Tensor value = state.get(name);
      Shape shape = parts.shape(name);
      if (value == null) {
        missing.add("%s %s".formatted(name, shape));
      } else if (!value.shape().equals(shape)) {
        misshapen.add(
            "%s is %s in the model but %s in the weights".formatted(name, shape, value.shape()));
      }
    }
    state.forEach((name, value) -> {
      if (!parts.has(name)) {
        unexpected.add("%s %s".formatted(name, value.shape()));
      }
    });
    return new LoadReport(missing, unexpected, misshapen);
  }

  /// The values with every path replaced by the first path of its parameter.
  private Map<String, Tensor> withFirstPaths(Map<String, Tensor> given) {
    Map<String, Tensor> first = new LinkedHashMap<>(given);
    parts
        .aliases()
        .forEach((alias, name) -> {
          Tensor value = first.remove(alias);
          if (value != null) {
            Tensor known = first.putIfAbsent(name, value);
            if (known != null && !known.contentEquals(value)) {
              conflicts.add("%s and %s are one in the model but differ".formatted(name, alias));
            }
          }
        });
    return first;
  }
}
