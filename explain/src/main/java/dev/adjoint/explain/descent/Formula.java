package dev.adjoint.explain.descent;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/// A function of named variables, read from text such as `x^2 + y^2 + 2*x + 2`.
///
/// Supports `+ − * / ^` with the usual precedence (`^` is right-associative and binds more strongly
/// than a sign), parentheses, numbers, the constants `pi` and `e`, and the functions listed in the
/// message for an unknown function. Works in F64 on tensors of any shape, so one call evaluates a
/// whole grid. The engine computes the gradients.
public final class Formula {

  /// A part of a formula, evaluated at the values of its variables.
  @FunctionalInterface
  interface Term {
    Tensor at(Map<String, Tensor> values);
  }

  private final String text;
  private final List<String> variables;
  private final Term term;

  private Formula(String text, SortedSet<String> variables, Term term) {
    this.text = text;
    this.variables = List.copyOf(variables);
    this.term = term;
  }

  /// Reads a formula.
  ///
  /// @throws FormulaException if the text cannot be read; it shows the position
  public static Formula of(String text) {
    FormulaReader reader = new FormulaReader(text);
    Term term = reader.read();
    return new Formula(text, reader.variables(), term);
  }

  /// The names of the variables in alphabetical order.
  public List<String> variables() {
    return variables;
  }

  /// The value at these tensors, one for each variable in the order of [#variables()].
  public Tensor at(List<Tensor> values) {
    Map<String, Tensor> byName = new HashMap<>();
    for (int i = 0; i < variables.size(); i++) {
      byName.put(variables.get(i), values.get(i));
    }
    return term.at(byName);
  }

  /// The value at a point.
  public double at(double... point) {
    List<Tensor> values = new ArrayList<>();
    for (double coordinate : point) {
      values.add(Tensor.scalar(ElementType.F64, coordinate));
    }
    return at(values).item();
  }

  /// The text of the formula.
  @Override
  public String toString() {
    return text;
  }
}
