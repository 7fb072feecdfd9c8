package dev.adjoint.explain.descent;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads a formula by recursive descent: sum, product, sign, power, operand.
final class FormulaReader {

  private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("abs", Tensor::abs),
              Map.entry("acos", Tensor::acos),
              Map.entry("asin", Tensor::asin),
              Map.entry("atan", Tensor::atan),
              Map.entry("cos", Tensor::cos),
              Map.entry("cosh", Tensor::cosh),
              Map.entry("erf", Tensor::erf),
              Map.entry("exp", Tensor::exp),
              Map.entry("ln", Tensor::log),
              Map.entry("log", Tensor::log),
              Map.entry("relu", Tensor::relu),
              Map.entry("sigmoid", Tensor::sigmoid),
              Map.entry("sin", Tensor::sin),
              Map.entry("sinh", Tensor::sinh),
              Map.entry("sqrt", Tensor::sqrt),
              Map.entry("tan", Tensor::tan),
              Map.entry("tanh", Tensor::tanh)));

  private static final Map<String, BinaryOperator<Tensor>> PAIRS =
      new TreeMap<>(
          Map.of(
              "atan2", Tensor::atan2,
              "max", Tensor::maximum,
              "min", Tensor::minimum,
              "pow", Tensor::pow));

  /// Large enough for any formula that a person types, small enough for any stack.
  private static final int DEEPEST = 200;

  private final String text;
  private final SortedSet<String> variables = new TreeSet<>();
  private int at;
  private int depth;

  FormulaReader(String text) {
    this.text = text;
  }

  SortedSet<String> variables() {
    return variables;
  }

  Formula.Term read() {
    Formula.Term term = sum();
    if (!atEnd()) {
      throw failure(
          "'%s' does not belong here; put an operator before it".formatted(text.charAt(at)));
    }
    if (variables.isEmpty()) {
      throw failure("there is no variable in it; name one, such as x");
    }
    return term;
  }

  private Formula.Term sum() {
    if (++depth > DEEPEST) {
      throw failure("more than %d levels deep; write it shorter".formatted(DEEPEST));
    }
    Formula.Term sum = chain(this::product, Map.of('+', Tensor::add, '-', Tensor::subtract));
    depth--;
    return sum;
  }

  private Formula.Term product() {
    return chain(this::sign, Map.of('*', Tensor::multiply, '/', Tensor::divide));
  }

  /// Operands with operators between them, from left to right. A loop evaluates them, so a long
  /// chain needs no deep stack.
  private Formula.Term chain(
      Supplier<Formula.Term> operand, Map<Character, BinaryOperator<Tensor>> operators) {
    Formula.Term first = operand.get();
    List<BinaryOperator<Tensor>> between = new ArrayList<>();
    List<Formula.Term> rest = new ArrayList<>();
    while (!atEnd() && operators.get(text.charAt(at)) != null) {
      between.add(Objects.requireNonNull(operators.get(text.charAt(at))));
      at++;
      rest.add(operand.get());
    }
    if (rest.isEmpty()) {
      return first;
    }
    return values -> {
      Tensor result = first.at(values);
      for (int i = 0; i < rest.size(); i++) {
        result = between.get(i).apply(result, rest.get(i).at(values));
      }
      return result;
    };
  }

  private Formula.Term sign() {
    if (++depth > DEEPEST) {
      throw failure("more than %d levels deep; write it shorter".formatted(DEEPEST));
    }
    try {
      if (accept('-')) {
        Formula.Term positive = sign();
        return values -> positive.at(values).negative();
      }
      return accept('+') ? sign() : power();
    } finally {
      depth--;
    }
  }

  private Formula.Term power() {
    Formula.Term base = operand();
    if (!accept('^')) {
      return base;
    }
    int start = at;
    Formula.Term exponent = sign();
    Double constant = constant(start);
    return constant == null
        ? values -> base.at(values).pow(exponent.at(values))
        : values -> base.at(values).pow(constant);
  }

  /// The number if the text from `start` to here is a number. A power with a constant exponent has
  /// a simpler derivative, which is also correct at 0.
  private @Nullable Double constant(int start) {
    try {
      return Double.valueOf(text.substring(start, at).strip());
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private Formula.Term operand() {
    if (atEnd()) {
      throw failure("ends where a number, a variable or '(' should be");
    }
    char c = text.charAt(at);
    if (accept('(')) {
      Formula.Term inner = sum();
      expect(')');
      return inner;
    }
    if (Character.isDigit(c) || c == '.') {
      return number();
    }
    if (Character.isLetter(c)) {
      return name();
    }
    throw failure("'%s' where a number, a variable or '(' should be".formatted(c));
  }

  private Formula.Term number() {
    int start = at;
    while (at < text.length() && isPartOfNumber(start)) {
      at++;
    }
    try {
      double value = Double.parseDouble(text.substring(start, at));
      Tensor constant = Tensor.scalar(ElementType.F64, value);
      return _ -> constant;
    } catch (NumberFormatException _) {
      String written = text.substring(start, at);
      at = start;
      throw failure("'%s' is not a number".formatted(written));
    }
  }

  private boolean isPartOfNumber(int start) {
    char c = text.charAt(at);
    boolean afterExponent =
        at > start && Character.toLowerCase(text.charAt(at - 1)) == 'e' && (c == '+' || c == '-');
    return Character.isDigit(c) || c == '.' || Character.toLowerCase(c) == 'e' || afterExponent;
  }

  private Formula.Term name() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    String name = text.substring(start, at);
    if (accept('(')) {
      return call(name, start);
    }
    if (name.equals("pi") || name.equals("e")) {
      Tensor constant = Tensor.scalar(ElementType.F64, name.equals("e") ? Math.E : Math.PI);
      return _ -> constant;
    }
    variables.add(name);
    return values -> Objects.requireNonNull(values.get(name), name);
  }

  private Formula.Term call(String name, int start) {
    List<Formula.Term> arguments = new ArrayList<>();
    do {
      arguments.add(sum());
    } while (accept(','));
    expect(')');
    UnaryOperator<Tensor> function = FUNCTIONS.get(name);
    if (function != null && arguments.size() == 1) {
      Formula.Term x = arguments.getFirst();
      return values -> function.apply(x.at(values));
    }
    BinaryOperator<Tensor> pair = PAIRS.get(name);
    if (pair != null && arguments.size() == 2) {
      Formula.Term x = arguments.get(0);
      Formula.Term y = arguments.get(1);
      return values -> pair.apply(x.at(values), y.at(values));
    }
    at = start;
    throw failure(
        "there is no function %s with %d argument%s; there are %s of one and %s of two"
            .formatted(
                name,
                arguments.size(),
                arguments.size() == 1 ? "" : "s",
                String.join(", ", FUNCTIONS.keySet()),
                String.join(", ", PAIRS.keySet())));
  }

  private void expect(char expected) {
    if (!accept(expected)) {
      throw failure(
          atEnd()
              ? "ends where '%s' should be".formatted(expected)
              : "'%s' where '%s' should be".formatted(text.charAt(at), expected));
    }
  }

  private boolean accept(char expected) {
    if (!atEnd() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private boolean atEnd() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at >= text.length();
  }

  private FormulaException failure(String detail) {
    return new FormulaException(text, at, detail);
  }
}
