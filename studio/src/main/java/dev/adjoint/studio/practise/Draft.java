package dev.adjoint.studio.practise;

import dev.adjoint.explain.why.Element;
import dev.adjoint.studio.trace.TracedStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A question with its answer and the results of known mistakes, before it is checked whether these
/// can be distinguished.
///
/// @param rule how the loss is computed, in symbols
/// @param given the numbers that are known
/// @param asked the requested number, in symbols
/// @param answer its value
/// @param mistakes the results of known mistakes
/// @param step the traced step that the answer comes from
/// @param element where the answer is in the step
record Draft(
    String rule,
    List<Given> given,
    String asked,
    double answer,
    Map<Mistake, Double> mistakes,
    TracedStep step,
    Element element) {

  private static final double SMALLEST = 0.02;
  private static final double FROM_ANSWER = 0.05;
  private static final double FROM_OTHERS = 0.02;

  /// A table of known numbers.
  ///
  /// @param name in symbols
  /// @param rows the numbers
  record Given(String name, double[][] rows) {
    static Given of(String name, double number) {
      return new Given(name, new double[][] {{number}});
    }
  }

  Draft {
    given = List.copyOf(given);
    mistakes = new LinkedHashMap<>(mistakes);
  }

  /// Whether the answer is neither 0 nor the result of a mistake, so that it can be marked.
  boolean isClear() {
    return Double.isFinite(answer)
        && Math.abs(answer) >= SMALLEST
        && mistakes.values().stream().allMatch(other -> isApart(other, answer, FROM_ANSWER));
  }

  /// The mistakes that can be distinguished: of two with nearly the same result, the first.
  Map<Mistake, Double> distinct() {
    Map<Mistake, Double> kept = new LinkedHashMap<>();
    mistakes.forEach((mistake, value) -> {
      if (kept.values().stream().allMatch(other -> isApart(other, value, FROM_OTHERS))) {
        kept.put(mistake, value);
      }
    });
    return kept;
  }

  private static boolean isApart(double a, double b, double least) {
    return Double.isFinite(a)
        && Math.abs(a - b) > least * Math.max(Math.max(Math.abs(a), Math.abs(b)), SMALLEST);
  }
}
