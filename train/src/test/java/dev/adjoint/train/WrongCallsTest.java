package dev.adjoint.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.Layer;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong calls of every public constructor and factory of tensors, layers, losses, optimizers and
/// trainers: null, NaN, −1 and 0 for each argument in turn are either taken or refused by an
/// exception whose message was written for people. A failure of the JVM, such as that of a null
/// which some line inside meets, fails the test.
@SuppressWarnings("NullAway") // null is what is refused
class WrongCallsTest {

  /// Tables of the checks of gradients, whose rows are made by this library alone.
  private static final Set<String> NOT_CALLED_BY_USERS =
      Set.of("dev.adjoint.tensor.check", "dev.adjoint.nn.check");

  @ParameterizedTest
  @ValueSource(classes = {Tensor.class, Layer.class, Trainer.class})
  void endInClearExceptions(Class<?> ofModule) throws Exception {
    List<String> unclear = new ArrayList<>();
    int calls = 0;
    for (Class<?> type : publicTypes(ofModule)) {
      for (Executable callable : made(type)) {
        calls += wrongCalls(callable, unclear);
      }
    }
    assertThat(unclear).isEmpty();
    assertThat(calls).isGreaterThan(100);
  }

  /// The public constructors and static methods of a type, in a fixed order.
  private static List<Executable> made(Class<?> type) {
    Stream<Constructor<?>> constructors =
        Modifier.isAbstract(type.getModifiers())
            ? Stream.empty()
            : Stream.of(type.getConstructors());
    Stream<Method> factories =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
            .filter(method -> !method.getName().equals("valueOf"));
    return Stream.<Executable>concat(constructors, factories)
        .sorted(Comparator.comparing(Executable::toString))
        .toList();
  }

  /// Calls with one wrong argument each; their number.
  private static int wrongCalls(Executable callable, List<String> unclear) throws Exception {
    Class<?>[] types = callable.getParameterTypes();
    int calls = 0;
    for (int i = 0; i < types.length; i++) {
      for (Object wrong : SampleArguments.wrong(types[i])) {
        Object[] arguments = SampleArguments.of(types);
        arguments[i] = wrong;
        calls++;
        Throwable thrown = thrown(callable, arguments);
        if (thrown != null && !isClear(thrown)) {
          unclear.add(
              "%s with argument %d %s: %s"
                  .formatted(callable.toGenericString(), i, SampleArguments.text(wrong), thrown));
        }
      }
    }
    return calls;
  }

  private static Throwable thrown(Executable callable, Object... arguments) throws Exception {
    try {
      if (callable instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else {
        ((Method) callable).invoke(null, arguments);
      }
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }

  /// Whether the message was written for people: the JVM's own begin with "Cannot", or name the
  /// classes of a cast, or are missing.
  private static boolean isClear(Throwable thrown) {
    String message = thrown.getMessage();
    return message != null
        && !(thrown instanceof NullPointerException && message.startsWith("Cannot "))
        && !(thrown instanceof ClassCastException)
        && thrown.getClass() != ArithmeticException.class
        && !(thrown instanceof NegativeArraySizeException)
        && !(thrown instanceof ArrayIndexOutOfBoundsException)
        && !(thrown instanceof Error);
  }

  /// The public types of the exported packages of the module that has a type.
  private static List<Class<?>> publicTypes(Class<?> ofModule) throws Exception {
    ModuleReference module = module(ofModule);
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(exports -> exports.source())
            .filter(name -> !NOT_CALLED_BY_USERS.contains(name))
            .collect(Collectors.toSet());
    List<Class<?>> types = new ArrayList<>();
    for (String name : classNames(module)) {
      int end = name.lastIndexOf('.');
      if (end > 0 && exported.contains(name.substring(0, end))) {
        Class<?> type = Class.forName(name, false, ofModule.getClassLoader());
        if (isPublic(type)) {
          types.add(type);
        }
      }
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
      if (!Modifier.isPublic(each.getModifiers())) {
        return false;
      }
    }
    return true;
  }

  private static ModuleReference module(Class<?> type) throws URISyntaxException {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    return ModuleFinder.of(place).findAll().iterator().next();
  }

  private static List<String> classNames(ModuleReference module) throws IOException {
    try (ModuleReader reader = module.open()) {
      return reader
          .list()
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .filter(name -> !name.endsWith("-info"))
          .sorted()
          .toList();
    }
  }
}
