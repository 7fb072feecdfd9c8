package dev.adjoint.nn;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/// The components of a record as named parts.
final class RecordParts {

  private RecordParts() {}

  static Map<String, Object> of(Object owner) {
    Map<String, Object> parts = new LinkedHashMap<>();
    RecordComponent[] components = owner.getClass().getRecordComponents();
    if (components == null) {
      return parts;
    }
    for (RecordComponent component : components) {
      parts.put(component.getName(), value(owner, component));
    }
    return parts;
  }

  private static Object value(Object owner, RecordComponent component) {
    Method accessor = component.getAccessor();
    try {
      accessor.setAccessible(true);
      return accessor.invoke(owner);
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      Class<?> type = owner.getClass();
      throw new IllegalStateException(
          "parameters: the record %s cannot be read; add `opens %s to dev.adjoint.nn;` to the module-info of %s"
              .formatted(type.getName(), type.getPackageName(), type.getModule().getName()),
          e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "parameters: the accessor %s() of %s failed; an accessor must only return its component"
              .formatted(component.getName(), owner.getClass().getName()),
          e.getCause());
    }
  }
}
