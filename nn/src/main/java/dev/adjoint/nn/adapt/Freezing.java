package dev.adjoint.nn.adapt;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Freezes and unfreezes the parameters of a model by their paths. In a pattern `*` stands for any
/// characters and `?` for one: `encoder.*` is the whole encoder, `*.bias` every bias.
///
/// ```java
/// Freezing.freeze(model, "*");
/// Freezing.unfreeze(model, "fc.*");
/// ```
///
/// A frozen parameter gets no gradient and no step, as `requires_grad_(False)` in PyTorch.
public final class Freezing {

  private Freezing() {}

  /// Freezes the parameters whose path fits; returns their paths.
  ///
  /// @throws IllegalArgumentException if none fits
  public static List<String> freeze(Object model, String pattern) {
    return set(model, pattern, false);
  }

  /// Makes the parameters whose path fits trainable; returns their paths.
  ///
  /// @throws IllegalArgumentException if none fits
  public static List<String> unfreeze(Object model, String pattern) {
    return set(model, pattern, true);
  }

  private static List<String> set(Object model, String pattern, boolean trainable) {
    Require.given("freeze", "the pattern", pattern, "give a path such as encoder.*");
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    Pattern fits = Pattern.compile(expression.toString());
    Map<String, Parameter> all = Parameters.of(model).byName();
    List<String> found = new ArrayList<>();
    all.forEach((path, parameter) -> {
      if (fits.matcher(path).matches()) {
        parameter.trainable(trainable);
        found.add(path);
      }
    });
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "freeze: no parameter fits the pattern %s; the paths begin with %s"
              .formatted(pattern, all.keySet().stream().limit(3).toList()));
    }
    return found;
  }
}
