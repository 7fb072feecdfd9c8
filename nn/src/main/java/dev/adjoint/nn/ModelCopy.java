package dev.adjoint.nn;

import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Builds a copy of a model of records with other parameters and buffers. A part that appears
/// several times is copied once, so tied weights stay tied. A part without parameters and buffers
/// is shared with the original.
final class ModelCopy {

  private final UnaryOperator<Tensor> value;
  private final IdentityHashMap<Object, Object> made = new IdentityHashMap<>();

  /// @param value the new value of a parameter or buffer as a function of the present one
  ModelCopy(UnaryOperator<Tensor> value) {
    this.value = value;
  }

  /// The copy of any part of a model.
  Object of(Object part) {
    Object known = made.get(part);
    if (known == null) {
      known = copy(part);
      made.put(part, known);
    }
    return known;
  }

  private Object copy(Object part) {
    return switch (part) {
      case Parameter parameter -> parameter(parameter);
      case Buffer buffer -> Buffer.of(value.apply(buffer.value()));
      case Optional<?> optional -> optional.<Object>map(this::of);
      case List<?> items -> items.stream().map(this::of).toList();
      case Map<?, ?> items -> {
        Map<Object, Object> copies = new LinkedHashMap<>();
        items.forEach((name, inner) -> copies.put(name, of(inner)));
        yield copies;
      }
      case Record record -> record(record);
      case Layer layer when !layer.parts().isEmpty() ->
          throw new IllegalStateException(
              "copy: the layer %s is not a record, so its parts cannot be copied; make it a record, or build the model again and load the state dict"
                  .formatted(layer.getClass().getName()));
      default -> part;
    };
  }

  private Parameter parameter(Parameter parameter) {
    Parameter copy = Parameter.of(value.apply(parameter.value().detach()));
    copy.trainable(parameter.isTrainable());
    return copy;
  }

  @SuppressWarnings("ReferenceEquality") // the same objects mean that nothing was copied
  private Object record(Record record) {
    Object[] parts = RecordParts.of(record).values().toArray();
    Object[] copies = Arrays.stream(parts).map(this::of).toArray();
    boolean same = true;
    for (int i = 0; i < parts.length; i++) {
      same &= parts[i] == copies[i];
    }
    return same ? record : build(record.getClass(), copies);
  }

  /// A record of these components.
  static Object build(Class<? extends Record> type, Object[] components) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "copy: the constructor of %s refused a copy of its own components"
              .formatted(type.getName()),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
