package dev.adjoint.train;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Visits the parts of models, losses and steps.
final class Parts {

  private Parts() {}

  /// Why something cannot be recorded. A part may change between steps unless it is a record, a
  /// constant, a parameter, a buffer or a collection of these. Empty if nothing may change.
  ///
  /// @param path the path of the part, for the message
  static Optional<String> problem(String path, Object part) {
    if (isConstant(part)) {
      return Optional.empty();
    }
    if (!isContainer(part) && !(part instanceof Record)) {
      return Optional.of(
          "%s is %s, which may change between steps; make it a record"
              .formatted(path, description(part)));
    }
    Map<String, Object> inner;
    try {
      inner = inner(part);
    } catch (IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    for (Map.Entry<String, Object> entry : inner.entrySet()) {
      Optional<String> problem = problem(path + "." + entry.getKey(), entry.getValue());
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /// Whether a model has a part of this type.
  static boolean contains(Object model, Class<?> type) {
    return !all(model, type).isEmpty();
  }

  /// All parts of a model of this type, in the order of their paths.
  static <T> List<T> all(Object model, Class<T> type) {
    List<T> found = new ArrayList<>();
    if (type.isInstance(model)) {
      found.add(type.cast(model));
    }
    try {
      inner(model).values().forEach(part -> found.addAll(all(part, type)));
    } catch (IllegalStateException _) {
      return found;
    }
    return found;
  }

  private static String description(Object part) {
    Class<?> type = part.getClass();
    return type.isHidden() || type.isSynthetic()
        ? "a lambda"
        : "a %s".formatted(type.isAnonymousClass() ? "class without a name" : type.getSimpleName());
  }

  private static boolean isConstant(Object part) {
    return switch (part) {
      case Parameter _, Buffer _, Tensor _, Shape _ -> true;
      case Number _, String _, Boolean _, Character _, Enum<?> _ -> true;
      case OptionalInt _, OptionalLong _, OptionalDouble _ -> true;
      default -> part.getClass().isArray() && part.getClass().getComponentType().isPrimitive();
    };
  }

  private static boolean isContainer(Object part) {
    return part instanceof Optional
        || part instanceof Object[]
        || part instanceof Collection
        || part instanceof Map;
  }

  private static Map<String, Object> inner(Object part) {
    return switch (part) {
      case Parameter _, Buffer _, Tensor _ -> Map.of();
      case Layer layer -> layer.parts();
      case Optional<?> optional -> numbered(optional.stream().toList());
      case Object[] items -> numbered(Arrays.asList(items));
      case Collection<?> items -> numbered(items);
      case Map<?, ?> items -> {
        Map<String, Object> named = new LinkedHashMap<>();
        items.forEach((name, item) -> named.put(String.valueOf(name), item));
        yield named;
      }
      case Record composed -> Parameters.partsOf(composed);
      default -> Map.of();
    };
  }

  private static Map<String, Object> numbered(Collection<?> items) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (Object item : items) {
      named.put(Integer.toString(named.size()), item);
    }
    return named;
  }
}
