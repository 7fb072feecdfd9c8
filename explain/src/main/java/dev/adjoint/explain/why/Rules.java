package dev.adjoint.explain.why;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.StringJoiner;

/// The rule of an operation in symbols, printed beside the numbers: its formula, the formula of
/// each derivative, and the reason for each transpose and each sum. The numbers do not depend on
/// these texts; an operation without a text gets the general rule.
final class Rules {

  private final ResourceBundle texts;
  private final Wording words;

  /// What an operation is in symbols.
  ///
  /// @param formula the rule
  /// @param shapes the shapes of inputs and values
  /// @param reasons one sentence each
  record Rule(String formula, String shapes, List<String> reasons) {}

  /// The rules in the language of `words`.
  Rules(Wording words) {
    this.words = words;
    this.texts = ResourceBundle.getBundle("dev.adjoint.explain.why.rules", words.locale());
  }

  /// The rule of the value of an operation.
  Rule ofValue(TracedOperation operation, List<Tensor> inputs, Shape value) {
    String key = key(operation);
    String formula =
        text(key + ".y")
            .orElse("y = %s(%s)".formatted(operation.label(), names(key, inputs.size())));
    return new Rule(formula, shapes(key, inputs, value), List.of());
  }

  /// The rule of the derivative of an operation for one of its inputs.
  Rule ofDerivative(TracedOperation operation, int input, List<Tensor> inputs, Shape value) {
    String key = key(operation);
    String name = name(key, input);
    String formula =
        text(key + ".d" + input)
            .map(rule -> "d%s = %s".formatted(name, rule))
            .orElse("d%s[e] = Σₖ (∂y[k]/∂%s[e]) · g[k]".formatted(name, name));
    List<String> reasons = new ArrayList<>();
    text(key + ".why" + input).ifPresent(why -> reasons.addAll(Arrays.asList(why.split(" \\| "))));
    if (text(key + ".broadcasts").isPresent()) {
      broadcast(inputs.get(input).shape(), value).ifPresent(reasons::add);
    }
    return new Rule(formula, "g %s; ".formatted(value) + shapes(key, inputs, value), reasons);
  }

  private Optional<String> broadcast(Shape input, Shape value) {
    StringJoiner axes = new StringJoiner(words.text("why.and"));
    int added = value.rank() - input.rank();
    int count = 0;
    for (int axis = 0; axis < value.rank(); axis++) {
      boolean missing = axis < added;
      if (missing || (input.size(axis - added) == 1 && value.size(axis) != 1)) {
        axes.add(Integer.toString(axis));
        count++;
      }
    }
    return count == 0
        ? Optional.empty()
        : Optional.of(words.text(count == 1 ? "why.broadcast-axis" : "why.broadcast-axes", axes));
  }

  private String shapes(String key, List<Tensor> inputs, Shape value) {
    StringJoiner shapes = new StringJoiner(", ");
    for (int i = 0; i < inputs.size(); i++) {
      shapes.add("%s %s".formatted(name(key, i), inputs.get(i).shape()));
    }
    return "%s → y %s".formatted(shapes, value);
  }

  private String names(String key, int count) {
    StringJoiner names = new StringJoiner(", ");
    for (int i = 0; i < count; i++) {
      names.add(name(key, i));
    }
    return names.toString();
  }

  /// The name of an input in the rule: those of the text, or x, x₂, x₃, ….
  private String name(String key, int input) {
    String[] names = text(key + ".in").orElse("x").split(" ", -1);
    return input < names.length ? names[input] : "x" + (char) ('₁' + Math.min(input, 8));
  }

  private static String key(TracedOperation operation) {
    return operation.label().replace(' ', '_');
  }

  private Optional<String> text(String key) {
    return texts.containsKey(key) ? Optional.of(texts.getString(key)) : Optional.empty();
  }
}
