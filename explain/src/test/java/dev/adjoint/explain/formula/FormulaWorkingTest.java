package dev.adjoint.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.descent.Formula;
import dev.adjoint.explain.document.TerminalText;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.receipt.ReceiptCheck;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.NumericSeal;
import dev.adjoint.explain.why.WhyMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FormulaWorkingTest {

  private static final Pattern NUMBER = Pattern.compile("−?\\d+(\\.\\d+)?(×10[⁻⁰-⁹¹²³]+)?");

  private static FormulaWorking working(String formula, String point, String... second) {
    return FormulaWorking.of(
        Formula.of(formula), FormulaPoint.parse(point), List.of(second), Wording.english());
  }

  @Test
  void theDerivativesOfAProductAreTakenApartAndChecked() {
    FormulaWorking working = working("z*(x-y)", "x=4,y=1,z=3", "x");
    assertThat(working.holds()).isTrue();
    assertThat(working.derivatives()).extracting(Expansion::stored).containsExactly(3.0, -3.0, 3.0);
    assertThat(working.derivatives())
        .allSatisfy(derivative ->
            assertThat(ReceiptCheck.problems(Map.of("why", WhyMap.of(derivative)))).isEmpty());
    assertThat(working.second().getFirst().entries())
        .extracting(entry -> entry.value())
        .containsExactly(0.0, 0.0, 1.0);
  }

  @Test
  void secondDerivativesAreThoseOfTheFormula() {
    FormulaWorking working = working("x^3*sin(y)", "x=2,y=0.5", "x", "y");
    double sin = Math.sin(0.5);
    double cos = Math.cos(0.5);
    assertThat(working.holds()).isTrue();
    assertThat(working.second().get(0).entries().get(0).value()).isCloseTo(12 * sin, within(1e-12));
    assertThat(working.second().get(0).entries().get(1).value()).isCloseTo(12 * cos, within(1e-12));
    assertThat(working.second().get(1).entries().get(1).value()).isCloseTo(-8 * sin, within(1e-12));
  }

  @Test
  void aKinkIsSaid() {
    FormulaWorking working = working("abs(x) + y", "x=0,y=1", "x");
    assertThat(working.derivatives().getFirst().numeric().verdict())
        .isEqualTo(NumericSeal.Verdict.KINK);
    assertThat(working.second().getFirst().kink()).isTrue();
  }

  @Test
  void aVariableAloneHasTheDerivativeOne() {
    assertThat(working("x", "x=3").derivatives().getFirst().stored()).isEqualTo(1);
  }

  private static List<String> numbers(Wording words) {
    FormulaWorking working =
        FormulaWorking.of(
            Formula.of("x*x + exp(x*y)/3"),
            FormulaPoint.parse("x=0.7,y=-1.2"),
            List.of("x", "y"),
            words);
    var report = FormulaReport.of(working, 10, words);
    List<String> found = new ArrayList<>();
    String text = String.join("\n", TerminalText.of(report)) + report.toMarkdown();
    NUMBER.matcher(text).results().forEach(match -> found.add(match.group()));
    found.sort(null);
    return found;
  }

  @Test
  void bothLanguagesHaveTheSameNumbers() {
    List<String> english = numbers(Wording.english());
    assertThat(english).hasSizeGreaterThan(100);
    assertThat(numbers(Wording.of(Locale.CHINESE))).isEqualTo(english);
  }

  @Test
  void wrongPointsAreRefusedWithTheirPlace() {
    assertThatThrownBy(() -> FormulaPoint.parse("x=4,y=one"))
        .hasMessage("at: 'one' is not a number\n  x=4,y=one\n        ^");
    assertThatThrownBy(() -> FormulaPoint.parse("x=4,y"))
        .hasMessage(
            "at: a variable, '=' and a number should end here, such as x=4\n  x=4,y\n       ^");
    assertThatThrownBy(() -> FormulaPoint.parse("x=4,x=5"))
        .hasMessage("at: x has a number already\n  x=4,x=5\n      ^");
    assertThatThrownBy(() -> working("x*y", "x=4"))
        .hasMessage(
            "at: x*y has the variables x, y but the point gives x; give one number for each, such as y=1");
    assertThatThrownBy(() -> working("ln(x)", "x=0"))
        .hasMessage(
            "at: x=0 is outside the domain of ln(x), which is -Infinity there; choose another point");
    assertThatThrownBy(() -> working("x*y", "x=4,y=1", "z"))
        .hasMessage("second: x*y has no variable 'z'; its variables are x, y");
  }
}
