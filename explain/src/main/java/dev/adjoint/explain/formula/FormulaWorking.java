package dev.adjoint.explain.formula;

import dev.adjoint.explain.descent.Formula;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.HessianColumn;
import dev.adjoint.explain.why.Why;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A formula at a point, with everything that is computed for its gradient, in F64.
///
/// ```java
/// FormulaWorking working =
///     FormulaWorking.of(
///         Formula.of("z*(x-y)"),
///         FormulaPoint.parse("x=4,y=1,z=3"),
///         List.of("x"),
///         Wording.english());
/// ```
///
/// @param formula the formula
/// @param point its point
/// @param trace the values and the backward pass; the result is named `f`
/// @param derivatives the derivative by each variable taken apart, in alphabetical order
/// @param second the second derivatives by the chosen variables and by each variable
public record FormulaWorking(
    Formula formula,
    FormulaPoint point,
    StepTrace trace,
    List<Expansion> derivatives,
    List<HessianColumn> second) {

  /// The name of the result in the trace.
  public static final String RESULT = "f";

  /// Copies the lists.
  public FormulaWorking {
    derivatives = List.copyOf(derivatives);
    second = List.copyOf(second);
  }

  /// Evaluates the formula and takes its derivatives apart.
  ///
  /// @param second variables by which second derivatives are taken
  /// @param words the language of formulas and reasons
  /// @throws IllegalArgumentException if the point does not fit the formula, is outside its domain,
  ///   or `second` names no variable of it
  public static FormulaWorking of(
      Formula formula, FormulaPoint point, List<String> second, Wording words) {
    double[] numbers = point.of(formula);
    for (String name : second) {
      if (!formula.variables().contains(name)) {
        throw new IllegalArgumentException(
            "second: %s has no variable '%s'; its variables are %s"
                .formatted(formula, name, String.join(", ", formula.variables())));
      }
    }
    double value = formula.at(numbers);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "at: %s is outside the domain of %s, which is %s there; choose another point"
              .formatted(point, formula, value));
    }
    Map<String, Object> named = new LinkedHashMap<>();
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      Parameter variable = Parameter.of(Tensor.scalar(ElementType.F64, numbers[i]));
      parameters.add(variable);
      named.put(formula.variables().get(i), variable);
    }
    StepTrace trace =
        StepTrace.ofFunction(new Variables(named), RESULT, () -> result(formula, parameters));
    Why why = Why.of(trace, words);
    return new FormulaWorking(
        formula,
        point,
        trace,
        formula.variables().stream()
            .map(name -> why.explain(new Element(name, true, List.of())))
            .toList(),
        second.stream()
            .map(name -> HessianColumn.of(trace, new Element(name, false, List.of())))
            .toList());
  }

  /// The result. A variable alone is not an operation; adding 0 gives it a value of its own.
  private static Tensor result(Formula formula, List<Parameter> variables) {
    Tensor result = formula.at(variables.stream().map(Parameter::value).toList());
    return variables.stream().anyMatch(variable -> variable.value().equals(result))
        ? result.add(0)
        : result;
  }

  /// Whether no check contradicts a number.
  public boolean holds() {
    return derivatives.stream().allMatch(Expansion::holds)
        && second.stream().allMatch(HessianColumn::holds);
  }

  /// The variables as a model whose parameters they are.
  private record Variables(Map<String, Object> named) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      throw new UnsupportedOperationException("explain: a formula has no input of its own");
    }

    @Override
    public Map<String, Object> parts() {
      return named;
    }
  }
}
