package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Null in place of any argument of a public method of a tensor is named, and never reaches the
/// JVM.
class NullArgumentsTest {

  private static final Tensor MATRIX = Tensor.ones(2, 2);

  /// A good value for each type of argument, so that only one argument of a call is null.
  private static final Map<Class<?>, Object> GOOD =
      Map.ofEntries(
          Map.entry(Tensor.class, MATRIX),
          Map.entry(Shape.class, Shape.of(2, 2)),
          Map.entry(ElementType.class, ElementType.F32),
          Map.entry(KeepAxes.class, KeepAxes.YES),
          Map.entry(BackwardMode.class, BackwardMode.FREE_GRAPH),
          Map.entry(RandomGenerator.class, new SplittableRandom(1)),
          Map.entry(Number.class, 1),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(byte.class, (byte) 1),
          Map.entry(double.class, 0.5),
          Map.entry(float.class, 0.5f),
          Map.entry(boolean.class, true),
          Map.entry(String.class, "ij,jk->ik"),
          Map.entry(Optional.class, Optional.empty()),
          Map.entry(UnaryOperator.class, UnaryOperator.identity()),
          Map.entry(Class.class, float[][].class),
          Map.entry(Conv2dOptions.class, Conv2dOptions.standard()),
          Map.entry(Pool2dOptions.class, Pool2dOptions.of(2)),
          Map.entry(Conv3dOptions.class, Conv3dOptions.standard()),
          Map.entry(Pool3dOptions.class, Pool3dOptions.of(2)),
          Map.entry(Sizes3d.class, Sizes3d.of(0)),
          Map.entry(PadMode.class, PadMode.REFLECT),
          Map.entry(ScatterReduce.class, ScatterReduce.SUM),
          Map.entry(Interpolation.class, Interpolation.LINEAR));

  @Test
  void everyPublicMethodOfATensorNamesTheArgumentThatIsNull() throws Exception {
    List<String> unnamed = new ArrayList<>();
    int tried = 0;
    for (Method method : Tensor.class.getMethods()) {
      if (method.getDeclaringClass() == Object.class || method.isBridge()) {
        continue;
      }
      Class<?>[] types = method.getParameterTypes();
      for (int i = 0; i < types.length; i++) {
        if (!types[i].isPrimitive()) {
          tried++;
          String message = messageWithNull(method, types, i);
          if (!message.matches("\\w+: \\w+ is null; pass a value, no argument may be null")) {
            unnamed.add(method + ", argument " + i + ": " + message);
          }
        }
      }
    }
    assertThat(tried).isGreaterThan(100);
    assertThat(unnamed).isEmpty();
  }

  private static String messageWithNull(Method method, Class<?>[] types, int index)
      throws IllegalAccessException {
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == index ? null : good(types[i]);
    }
    try {
      method.invoke(Modifier.isStatic(method.getModifiers()) ? null : MATRIX, arguments);
      return "went through";
    } catch (InvocationTargetException e) {
      return String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
    }
  }

  private static Object good(Class<?> type) {
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 1);
      Array.set(
          array,
          0,
          type.getComponentType() == Object.class
              ? new float[] {1}
              : good(type.getComponentType()));
      return array;
    }
    Object value = GOOD.get(type);
    if (value == null) {
      value = type.isInterface() ? lambda(type) : value;
    }
    assertThat(value).as("a good value of %s", type).isNotNull();
    return value;
  }

  private static Object lambda(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, (proxy, called, in) -> null);
  }

  @Test
  @SuppressWarnings("NullAway") // the mistake that is tested
  void nullAmongSeveralTensorsIsNamedByItsIndex() {
    assertThat(messageOf(() -> Tensor.concat(0, MATRIX, null)))
        .isEqualTo("concat: parts[1] is null; pass a value, no argument may be null");
    assertThat(
            messageOf(() -> Gradients.of(MATRIX.requiresGrad().sum(), new Tensor[] {MATRIX, null})))
        .isEqualTo("of: inputs[1] is null; pass a value, no argument may be null");
  }

  @Test
  @SuppressWarnings("NullAway") // the mistake that is tested
  void recordedStepsNameWhatIsMissing() {
    BinaryOperator<Tensor> loss = (x, t) -> x.subtract(t).square().mean();
    assertThat(messageOf(() -> RecordedStep.of(loss).run(MATRIX)))
        .isEqualTo(
            "run: the step takes 2 inputs, x and the target, but got 1; give both, or use RecordedStep.of with a function of all inputs");
    assertThat(messageOf(() -> RecordedStep.of(loss).run(MATRIX, null)))
        .isEqualTo("run: inputs[1] is null; pass a value, no argument may be null");
    assertThat(messageOf(() -> RecordedFunction.of(x -> x).run(null)))
        .isEqualTo("run: x is null; pass a value, no argument may be null");
    RecordedStep three = RecordedStep.of(in -> new Tensor[] {in[2].sum()});
    assertThat(messageOf(() -> three.run(MATRIX)))
        .isEqualTo(
            "run: the step was given 1 inputs but its work asks for more (Index 2 out of bounds for length 1); give run(…) one tensor for each input that the work uses");
  }

  private static String messageOf(Runnable call) {
    try {
      call.run();
      return "went through";
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
