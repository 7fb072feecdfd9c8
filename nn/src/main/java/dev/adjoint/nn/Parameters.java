package dev.adjoint.nn;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;

/// The parameters of a model by their paths, in the order of the model's components.
///
/// The paths are the component names joined by dots, `encoder.0.weight`, as in PyTorch's
/// `state_dict`; finding them also names each parameter. A parameter that appears twice (tied
/// weights) counts once, under its first path.
public final class Parameters implements Iterable<Parameter> {

  private final Map<String, Parameter> byName;

  private Parameters(Map<String, Parameter> byName) {
    this.byName = byName;
  }

  /// The parameters of a layer, a record of layers or parameters, or a collection of these.
  public static Parameters of(Object model) {
    Map<String, Parameter> found = new LinkedHashMap<>();
    collect("", model, found);
    found.forEach((name, parameter) -> parameter.name(name));
    return new Parameters(found);
  }

  private static void collect(String path, Object part, Map<String, Parameter> found) {
    switch (part) {
      case Parameter parameter -> {
        if (!found.containsValue(parameter)) {
          found.put(path.isEmpty() ? "0" : path, parameter);
        }
      }
      case Layer layer ->
          layer.parts().forEach((name, inner) -> collect(join(path, name), inner, found));
      case Optional<?> optional -> optional.ifPresent(inner -> collect(path, inner, found));
      case Object[] items -> collect(path, Arrays.asList(items), found);
      case Collection<?> items -> {
        int index = 0;
        for (Object item : items) {
          collect(join(path, Integer.toString(index++)), item, found);
        }
      }
      case Map<?, ?> items ->
          items.forEach((name, inner) -> collect(join(path, name.toString()), inner, found));
      case Record composed ->
          RecordParts.of(composed)
              .forEach((name, inner) -> collect(join(path, name), inner, found));
      default -> {}
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// The parameters by path, in order.
  public Map<String, Parameter> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /// The parameters in order.
  public List<Parameter> list() {
    return List.copyOf(byName.values());
  }

  @Override
  public Iterator<Parameter> iterator() {
    return list().iterator();
  }

  /// The number of trainable numbers.
  public long count() {
    return byName.values().stream().mapToLong(parameter -> parameter.shape().count()).sum();
  }

  /// Forgets all gradients.
  public void zeroGrad() {
    byName.values().forEach(Parameter::zeroGrad);
  }

  /// The values by path: what a file of weights holds.
  public Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    byName.forEach((name, parameter) -> state.put(name, parameter.value().detach()));
    return state;
  }

  /// Replaces all values by these; changes nothing if a path is missing, unexpected or of another
  /// shape.
  ///
  /// @throws IllegalArgumentException naming every path that does not fit
  public void loadStateDict(Map<String, Tensor> state) {
    List<String> problems = new ArrayList<>();
    byName.forEach((name, parameter) -> {
      Tensor value = state.get(name);
      if (value == null) {
        problems.add("%s %s is missing".formatted(name, parameter.shape()));
      } else if (!value.shape().equals(parameter.shape())) {
        problems.add(mismatch(name, parameter.shape(), value.shape()));
      }
    });
    state.forEach((name, value) -> {
      if (!byName.containsKey(name)) {
        problems.add("%s %s is not in the model".formatted(name, value.shape()));
      }
    });
    if (!problems.isEmpty()) {
      StringJoiner text = new StringJoiner("; ");
      problems.stream().limit(8).forEach(text::add);
      String more = problems.size() > 8 ? "; and %d more".formatted(problems.size() - 8) : "";
      throw new IllegalArgumentException(
          "load: the weights do not fit the model: %s%s; build the model with the sizes it was saved with"
              .formatted(text, more));
    }
    state.forEach((name, value) -> replace(Objects.requireNonNull(byName.get(name)), value));
  }

  private static void replace(Parameter parameter, Tensor value) {
    parameter.replace(value.to(parameter.value().elementType()));
  }

  private static String mismatch(String name, Shape wanted, Shape given) {
    return "%s is %s in the model but %s in the weights".formatted(name, wanted, given);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("\n");
    byName.forEach((name, parameter) -> text.add("%s %s".formatted(name, parameter.shape())));
    return text.add("%,d parameters".formatted(count())).toString();
  }
}
