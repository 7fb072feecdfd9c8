package dev.adjoint.train;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Arguments of any type for calls by reflection: usual ones, and wrong ones.
@SuppressWarnings("NullAway") // null is what is refused
final class SampleArguments {

  private static final int DEEPEST = 3;

  private static final Map<Class<?>, Object> USUAL = usual();

  private SampleArguments() {}

  private static Map<Class<?>, Object> usual() {
    Map<Class<?>, Object> values = new HashMap<>();
    values.put(int.class, 2);
    values.put(long.class, 2L);
    values.put(double.class, 0.5);
    values.put(float.class, 0.5f);
    values.put(boolean.class, false);
    values.put(byte.class, (byte) 1);
    values.put(char.class, 'a');
    values.put(String.class, "a");
    values.put(Number.class, 1);
    values.put(Integer.class, 1);
    values.put(Shape.class, Shape.of(2, 2));
    values.put(Tensor.class, Tensor.ones(2, 2));
    values.put(int[].class, new int[] {1});
    values.put(long[].class, new long[] {1});
    values.put(double[].class, new double[] {1});
    values.put(float[].class, new float[] {1});
    values.put(boolean[].class, new boolean[] {true});
    values.put(Optional.class, Optional.empty());
    values.put(OptionalDouble.class, OptionalDouble.empty());
    values.put(OptionalInt.class, OptionalInt.empty());
    values.put(OptionalLong.class, OptionalLong.empty());
    values.put(Path.class, Path.of("/dev/null/no-such-folder/no-such-file"));
    values.put(RandomGenerator.class, new SplittableRandom(1));
    values.put(Layer.class, Linear.of(2, 2, new SplittableRandom(1)));
    values.put(Step.class, Step.of(Linear.of(2, 2, new SplittableRandom(1)), new MseLoss()));
    values.put(
        Optimizer.class, Optimizer.of(Linear.of(2, 2, new SplittableRandom(1)), new Sgd(0.1)));
    values.put(Object.class, Linear.of(2, 2, new SplittableRandom(1)));
    values.put(List.class, List.of());
    values.put(Map.class, Map.of());
    values.put(Set.class, Set.of());
    return values;
  }

  /// A usual argument for each parameter, null where none could be made.
  static Object[] of(Class<?>... types) {
    return of(0, types);
  }

  private static Object[] of(int depth, Class<?>... types) {
    return Arrays.stream(types).map(type -> of(depth, type)).toArray();
  }

  private static Object of(int depth, Class<?> type) {
    Object usual = USUAL.get(type);
    if (usual != null) {
      return usual;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 1);
      Array.set(array, 0, of(depth, type.getComponentType()));
      return array;
    }
    Object made = depth > DEEPEST ? null : made(depth, type);
    return made == null && type.isInterface() && !type.isSealed() ? proxy(type) : made;
  }

  /// From a constant, a factory or a constructor of the type, the first that works.
  private static Object made(int depth, Class<?> type) {
    for (Field field : type.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && type.isAssignableFrom(field.getType())) {
        return attempt(() -> field.get(null));
      }
    }
    for (Method method : type.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && type.isAssignableFrom(method.getReturnType())) {
        Object made = attempt(() -> method.invoke(null, of(depth + 1, method.getParameterTypes())));
        if (made != null) {
          return made;
        }
      }
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      Object made =
          attempt(() -> constructor.newInstance(of(depth + 1, constructor.getParameterTypes())));
      if (made != null) {
        return made;
      }
    }
    return null;
  }

  private interface Making {
    Object make() throws ReflectiveOperationException;
  }

  /// What could be made, or null: usual arguments do not fit every constructor.
  private static Object attempt(Making making) {
    try {
      return making.make();
    } catch (InvocationTargetException | IllegalArgumentException _) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// An object whose methods give usual results.
  private static Object proxy(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> {
          if (method.isDefault()) {
            return InvocationHandler.invokeDefault(self, method, arguments);
          }
          return switch (method.getName()) {
            case "toString" -> type.getSimpleName();
            case "hashCode" -> 1;
            default ->
                method.getReturnType() == void.class
                    ? null
                    : method.getReturnType() == Object.class
                        ? Tensor.ones(2, 2)
                        : of(0, method.getReturnType());
          };
        });
  }

  /// Arguments that no caller means.
  static List<Object> wrong(Class<?> type) {
    if (type == int.class) {
      return List.of(-1, 0, Integer.MIN_VALUE);
    }
    if (type == long.class) {
      return List.of(-1L, 0L, Long.MIN_VALUE);
    }
    if (type == double.class) {
      return List.of(Double.NaN, -1.0, Double.POSITIVE_INFINITY, 0.0);
    }
    if (type.isPrimitive()) {
      return List.of();
    }
    if (type == List.class) {
      return Arrays.asList(null, Collections.singletonList(null));
    }
    if (type == int[].class) {
      return Arrays.asList(null, new int[] {-1}, new int[] {0}, new int[0]);
    }
    if (type.isArray() && !type.getComponentType().isPrimitive()) {
      return Arrays.asList(null, Array.newInstance(type.getComponentType(), 1));
    }
    return Collections.singletonList(null);
  }

  static String text(Object argument) {
    return argument instanceof int[] sizes ? Arrays.toString(sizes) : String.valueOf(argument);
  }
}
