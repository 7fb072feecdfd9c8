package dev.adjoint.nn;

import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parameters and buffers of a model by path, found by visiting its components in order.
///
/// @param parameters by first path
/// @param buffers by first path
/// @param names all first paths of both, in the order of the components
/// @param aliases the further paths of what appears more than once, each with the first path
record ModelParts(
    Map<String, Parameter> parameters,
    Map<String, Buffer> buffers,
    List<String> names,
    Map<String, String> aliases) {

  static ModelParts of(Object model) {
    ModelParts found =
        new ModelParts(
            new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashMap<>());
    found.collect("", model);
    return found;
  }

  private void collect(String path, @Nullable Object part) {
    switch (part) {
      case null ->
          throw new NullPointerException(
              "parameters: %s is null; give every part of the model, and Optional.empty() for a missing one"
                  .formatted(path));
      case Parameter parameter -> add(parameters, path, parameter);
      case Buffer buffer -> add(buffers, path, buffer);
      case Layer layer -> layer.parts().forEach((name, inner) -> collect(join(path, name), inner));
      case Optional<?> optional -> optional.ifPresent(inner -> collect(path, inner));
      case Object[] items -> collect(path, Arrays.asList(items));
      case Collection<?> items -> {
        int index = 0;
        for (Object item : items) {
          collect(join(path, Integer.toString(index++)), item);
        }
      }
      case Map<?, ?> items ->
          items.forEach((name, inner) -> collect(join(path, name.toString()), inner));
      case Record composed ->
          RecordParts.of(composed).forEach((name, inner) -> collect(join(path, name), inner));
      default -> {}
    }
  }

  @SuppressWarnings("ReferenceEquality") // parts are tied if they are the same object
  private <T> void add(Map<String, T> found, String path, T part) {
    for (Map.Entry<String, T> known : found.entrySet()) {
      if (known.getValue() == part) {
        aliases.put(path, known.getKey());
        return;
      }
    }
    String name = path.isEmpty() ? "0" : path;
    found.put(name, part);
    names.add(name);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return parameters.containsKey(name) || buffers.containsKey(name);
  }

  /// The value of a parameter or buffer, by first path.
  Tensor value(String name) {
    Parameter parameter = parameters.get(name);
    return parameter != null ? parameter.value().detach() : buffer(name).value();
  }

  /// The shape of a parameter or buffer, by first path.
  Shape shape(String name) {
    Parameter parameter = parameters.get(name);
    return parameter != null ? parameter.shape() : buffer(name).shape();
  }

  /// Replaces the value of a parameter or buffer, by first path; the element type stays.
  void replace(String name, Tensor value) {
    Parameter parameter = parameters.get(name);
    if (parameter != null) {
      parameter.replace(value.to(parameter.value().elementType()));
    } else {
      buffer(name).assign(value.to(buffer(name).elementType()));
    }
  }

  private Buffer buffer(String name) {
    return Objects.requireNonNull(buffers.get(name));
  }
}
