package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A model of records with other layers in some places, such as quantized ones. What is not
/// replaced is shared with the original.
///
/// ```java
/// ReplacedLayers<Sequential> result =
///     ReplacedLayers.of(model, layer -> layer instanceof Linear linear ? smaller(linear) : layer);
/// ```
///
/// @param model the new model
/// @param replaced the paths of the layers that were replaced
/// @param kept the paths of the layers that stayed because their record has a component of their
///   own class, such as `Linear`, which takes no other
/// @param <M> the class of the model
public record ReplacedLayers<M>(M model, List<String> replaced, List<String> kept) {

  /// Copies the lists.
  public ReplacedLayers {
    replaced = Require.list("replace", "the list of replaced layers", replaced);
    kept = Require.list("replace", "the list of kept layers", kept);
  }

  /// Replaces layers, from the outside to the inside; what is inside of a replaced layer is not
  /// looked at.
  ///
  /// @param change from each layer to the one in its place, which may be the same
  /// @throws IllegalStateException if a record refuses other components
  @SuppressWarnings("unchecked") // the model itself is replaced by one of its class only
  public static <M> ReplacedLayers<M> of(M model, UnaryOperator<Layer> change) {
    Require.given("replaced layers", "the model", model);
    Require.given("replaced layers", "the change", change);
    Walk walk = new Walk(change, new ArrayList<>(), new ArrayList<>());
    M made = (M) walk.of("", model, model.getClass());
    return new ReplacedLayers<>(made, walk.replaced(), walk.kept());
  }

  private record Walk(UnaryOperator<Layer> change, List<String> replaced, List<String> kept) {

    /// @param declared the type that the part declares
    @SuppressWarnings("ReferenceEquality") // a change that does nothing gives the same object
    Object of(String path, Object part, Type declared) {
      if (part instanceof Layer layer) {
        Layer other = change.apply(layer);
        if (other != layer) {
          boolean fits = raw(declared).isInstance(other);
          (fits ? replaced : kept).add(path);
          return fits ? other : layer;
        }
      }
      return switch (part) {
        case Optional<?> optional ->
            optional.<Object>map(inner -> of(path, inner, inside(declared)));
        case List<?> items -> {
          List<Object> made = new ArrayList<>();
          for (int i = 0; i < items.size(); i++) {
            made.add(of(joined(path, Integer.toString(i)), items.get(i), inside(declared)));
          }
          yield made.equals(items) ? items : List.copyOf(made);
        }
        case Map<?, ?> items -> {
          Map<Object, Object> made = new LinkedHashMap<>();
          items.forEach((name, inner) ->
              made.put(name, of(joined(path, name.toString()), inner, inside(declared))));
          yield made.equals(items) ? items : made;
        }
        case Record record -> record(path, record);
        default -> part;
      };
    }

    @SuppressWarnings("ReferenceEquality") // the same objects mean that nothing was replaced
    private Object record(String path, Record record) {
      RecordComponent[] components = record.getClass().getRecordComponents();
      Object[] parts = RecordParts.of(record).values().toArray();
      Object[] made = new Object[parts.length];
      boolean same = true;
      for (int i = 0; i < parts.length; i++) {
        // The layers of a Sequential have their positions as names.
        String inner = record instanceof Sequential ? path : joined(path, components[i].getName());
        made[i] = of(inner, parts[i], components[i].getGenericType());
        same &= made[i] == parts[i];
      }
      return same ? record : ModelCopy.build(record.getClass(), made);
    }

    /// What a list, an optional or a map declares to hold.
    private static Type inside(Type declared) {
      if (declared instanceof ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        return arguments[arguments.length - 1];
      }
      return Object.class;
    }

    private static Class<?> raw(Type type) {
      return switch (type) {
        case Class<?> plain -> plain;
        case ParameterizedType generic -> raw(generic.getRawType());
        case WildcardType some -> raw(some.getUpperBounds()[0]);
        // A type variable or an array: no layer is known to fit.
        default -> Void.class;
      };
    }

    private static String joined(String path, String name) {
      return path.isEmpty() ? name : path + "." + name;
    }
  }
}
