package dev.adjoint.nn.names;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Linear;
import dev.adjoint.tensor.Fft;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.MatrixFunctions;
import dev.adjoint.tensor.Tensor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Looks up what a name of PyTorch is called here: by the classes and methods that there are.
final class OurName {

  private static final List<String> PACKAGES =
      List.of(
          "dev.adjoint.nn",
          "dev.adjoint.nn.activation",
          "dev.adjoint.nn.adapt",
          "dev.adjoint.nn.compose",
          "dev.adjoint.nn.distance",
          "dev.adjoint.nn.dropout",
          "dev.adjoint.nn.image",
          "dev.adjoint.nn.loss",
          "dev.adjoint.nn.optim",
          "dev.adjoint.nn.pooling",
          "dev.adjoint.nn.position",
          "dev.adjoint.tensor",
          "java.util");

  private OurName() {}

  /// What follows from the rules of spelling: the same word in Java's case.
  static Optional<String> bySpelling(String torch) {
    int dot = torch.lastIndexOf('.');
    String home = torch.substring(0, dot);
    String name = torch.substring(dot + 1);
    return switch (home) {
      case "nn" -> layer(name);
      case "optim" -> type(collapsed(name));
      case "nn.init" -> method(Initializer.class, camel(name.substring(0, name.length() - 1)));
      case "nn.functional" -> method(Tensor.class, camel(name)).or(() -> type(pascal(name)));
      case "torch", "linalg" ->
          method(Tensor.class, camel(name))
              .or(() -> method(Linalg.class, camel(name)))
              .or(() -> method(MatrixFunctions.class, camel(name)));
      case "fft" -> method(Fft.class, camel(name));
      default -> Optional.empty();
    };
  }

  private static Optional<String> layer(String name) {
    Optional<String> activation =
        Arrays.stream(Activation.values())
            .filter(function -> function.toString().equals(name))
            .map(function -> "Activation." + function.name())
            .findFirst();
    return activation.or(() -> type(name)).or(() -> type(collapsed(name)));
  }

  /// Whether a text such as `LpPool`, `Tensor.add` or `Activation.RELU` names something that is
  /// there.
  static boolean exists(String ours) {
    int dot = ours.indexOf('.');
    String type = dot < 0 ? ours : ours.substring(0, dot);
    Optional<Class<?>> found = find(type);
    if (found.isEmpty() || dot < 0) {
      return found.isPresent();
    }
    String member = ours.substring(dot + 1);
    return Arrays.stream(found.get().getMethods()).anyMatch(m -> m.getName().equals(member))
        || Arrays.stream(found.get().getFields()).anyMatch(f -> f.getName().equals(member));
  }

  private static Optional<String> type(String name) {
    // Case matters, also on disks that do not tell it apart.
    return find(name).filter(type -> type.getSimpleName().equals(name)).map(Class::getSimpleName);
  }

  private static Optional<Class<?>> find(String name) {
    for (String folder : PACKAGES) {
      try {
        return Optional.of(
            Class.forName(folder + "." + name, false, Linear.class.getClassLoader()));
      } catch (ClassNotFoundException | LinkageError _) {
        // In another package, or nowhere.
      }
    }
    return Optional.empty();
  }

  private static Optional<String> method(Class<?> owner, String name) {
    return Arrays.stream(owner.getMethods())
        .map(Method::getName)
        .filter(name::equals)
        .findFirst()
        .map(found -> owner.getSimpleName() + "." + found);
  }

  /// `index_select` as `indexSelect`.
  private static String camel(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.split("_", -1)) {
      text.append(text.isEmpty() ? word : capital(word));
    }
    return text.toString();
  }

  private static String pascal(String name) {
    return capital(camel(name));
  }

  private static String capital(String word) {
    return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /// Only the first of several capitals in a row: `MSELoss` as `MseLoss`.
  private static String collapsed(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean afterCapital = i > 0 && Character.isUpperCase(name.charAt(i - 1));
      boolean beforeSmall = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
      char c = name.charAt(i);
      text.append(afterCapital && !beforeSmall ? Character.toLowerCase(c) : c);
    }
    return text.toString();
  }
}
