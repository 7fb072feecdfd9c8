package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The layers inside a model.
public final class InnerLayers {

  private InnerLayers() {}

  /// All parts of a type, the model itself among them, in order. A part whose inside cannot be
  /// looked at has no parts.
  public static <T> List<T> of(Object model, Class<T> type) {
    List<T> found = new ArrayList<>();
    collect(model, type, found);
    return found;
  }

  private static <T> void collect(Object part, Class<T> type, List<T> found) {
    if (type.isInstance(part)) {
      found.add(type.cast(part));
    }
    for (Object inner : inner(part)) {
      collect(inner, type, found);
    }
  }

  private static Collection<?> inner(Object part) {
    try {
      return switch (part) {
        case Parameter _, Buffer _, Tensor _ -> List.of();
        case Layer layer -> layer.parts().values();
        case Optional<?> optional -> optional.stream().toList();
        case Object[] items -> Arrays.asList(items);
        case Collection<?> items -> items;
        case Map<?, ?> items -> items.values();
        case Record composed -> Parameters.partsOf(composed).values();
        default -> List.of();
      };
    } catch (IllegalStateException _) {
      return List.of();
    }
  }
}
