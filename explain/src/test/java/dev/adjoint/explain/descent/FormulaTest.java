package dev.adjoint.explain.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x + 2*3             | 1    | 7",
        "(x + 2)*3           | 1    | 9",
        "10 - x - 3          | 2    | 5",
        "24/x/3              | 4    | 2",
        "-x^2                | 3    | -9",
        "(-x)^2              | 3    | 9",
        "2^-x                | 1    | 0.5",
        "2^-1*x              | 6    | 3",
        "x^3^2               | 2    | 512",
        "(x^3)^2             | 2    | 64",
        "--x                 | 3    | 3",
        "3 - -x              | 2    | 5",
        "+x                  | 4    | 4",
        "2*-x                | 4    | -8",
        "1e3*x + 1.5e-1      | 1    | 1000.15",
        ".5*x                | 4    | 2",
        "sin(x)^2 + cos(x)^2 | 1.7  | 1",
        "exp(ln(sqrt(x)))    | 9    | 3",
        "max(x, min(2, 5))   | 1    | 2",
        "pow(x, 3)           | -2   | -8",
        "cos(x*pi) + e - e   | 1    | -1",
        "abs(tanh(-x)) - tanh(x) | 0.4 | 0",
        "  x\t*\t2           | 3    | 6",
      })
  void hasTheUsualPrecedence(String text, double x, double value) {
    assertThat(Formula.of(text).at(x)).isCloseTo(value, within(1e-12));
  }

  @Test
  void hasItsVariablesInAlphabeticalOrder() {
    Formula formula = Formula.of("w_2 * b + a1 - b");

    assertThat(formula.variables()).containsExactly("a1", "b", "w_2");
    assertThat(formula.at(1, 2, 3)).isEqualTo(3 * 2 + 1 - 2);
    assertThat(formula).hasToString("w_2 * b + a1 - b");
  }

  @Test
  void worksOnAWholeGridAtOnce() {
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{1, 2, 3}});
    Tensor y = Tensor.of(ElementType.F64, new double[][] {{10}, {20}});

    Tensor z = Formula.of("x + y").at(List.of(x, y));

    assertThat(z.toDoubleArray()).containsExactly(11, 12, 13, 21, 22, 23);
  }

  @Test
  void aPowerWithAConstantExponentHasItsDerivativeAtZeroToo() {
    Parameter x = Parameter.of(Tensor.scalar(ElementType.F64, 0.0));

    Formula.of("x^2 + 3*x").at(List.of(x.value())).backward();

    assertThat(x.gradient().item()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "x +         | 3 | ends where a number, a variable or '(' should be",
        "\"\"        | 0 | ends where a number, a variable or '(' should be",
        "(x + 1      | 6 | ends where ')' should be",
        "x + 1)      | 5 | ')' does not belong here; put an operator before it",
        "2 x         | 2 | 'x' does not belong here; put an operator before it",
        "x y         | 2 | 'y' does not belong here; put an operator before it",
        "x * / 2     | 4 | '/' where a number, a variable or '(' should be",
        "x $ 2       | 2 | '$' does not belong here; put an operator before it",
        "x^          | 2 | ends where a number, a variable or '(' should be",
        "1.2.3*x     | 0 | '1.2.3' is not a number",
        "x + 1e      | 4 | '1e' is not a number",
        "1 + 2       | 5 | there is no variable in it; name one, such as x",
        "sin(x       | 5 | ends where ')' should be",
        "sin(x; y)   | 5 | ';' where ')' should be",
      })
  void showsThePlaceThatCannotBeRead(String text, int at, String detail) {
    assertThatThrownBy(() -> Formula.of(text))
        .isInstanceOf(FormulaException.class)
        .hasMessage("formula: %s\n  %s\n  %s^".formatted(detail, text, " ".repeat(at)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo(x)", "sin(x, 2)", "max(x)"})
  void listsTheFunctionsWhereOneIsUnknown(String text) {
    String name = text.substring(0, text.indexOf('('));
    String count = text.contains(",") ? "2 arguments" : "1 argument";

    assertThatThrownBy(() -> Formula.of("1 + " + text))
        .isInstanceOf(FormulaException.class)
        .hasMessage(
            """
            formula: there is no function %s with %s; there are abs, acos, asin, atan, cos, cosh, \
            erf, exp, ln, log, relu, sigmoid, sin, sinh, sqrt, tan, tanh of one and atan2, max, \
            min, pow of two
              1 + %s
                  ^\
            """
                .formatted(name, count, text));
  }

  @Test
  void refusesToGoTooDeepWhateverIsNested() {
    assertThat(Formula.of("(".repeat(90) + "x" + ")".repeat(90)).at(2)).isEqualTo(2);
    for (String deep :
        List.of("(".repeat(100_000) + "x", "-".repeat(100_000) + "x", "2^".repeat(100_000) + "x")) {
      assertThatThrownBy(() -> Formula.of(deep))
          .isInstanceOf(FormulaException.class)
          .hasMessageStartingWith("formula: more than 200 levels deep; write it shorter\n");
    }
  }
}
