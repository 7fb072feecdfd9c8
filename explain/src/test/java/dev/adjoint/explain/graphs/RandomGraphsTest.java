package dev.adjoint.explain.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.document.TerminalText;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.receipt.ReceiptCheck;
import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.Why;
import dev.adjoint.explain.why.WhyMap;
import dev.adjoint.explain.why.WhyReport;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The text that a terminal shows for numbers of fifty random graphs is read back, and what is in
/// it is computed again from its digits alone.
class RandomGraphsTest {

  /// How many values of a graph are asked for; `-Dadjoint.values=100` asks for all.
  private static final int VALUES = Integer.getInteger("adjoint.values", 5);

  private static final int FEW = 2;
  private static final int ALL = 1_000;

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyPrintedProductAndSumIsTrueToItsDigits(long seed) {
    StepTrace trace = new RandomGraph(seed).trace();
    Why why = Why.of(trace);
    Random random = new Random(seed);
    List<TracedValue> values =
        new ArrayList<>(
            trace.values().stream().filter(value -> value.role() != Role.CONSTANT).toList());
    Collections.shuffle(values, random);
    int sums = 0;
    for (TracedValue value : values.subList(0, Math.min(VALUES, values.size()))) {
      for (boolean isGradient : new boolean[] {false, true}) {
        if (!isGradient || value.gradient().isPresent()) {
          Element element = element(value, isGradient, random);
          Expansion expansion = why.explain(element);
          assertThat(expansion.holds()).as("%s: %s", element, expansion).isTrue();
          assertThat(ReceiptCheck.problems(Map.of("why", WhyMap.of(expansion))))
              .as("%s", element)
              .isEmpty();
          sums += check(expansion, trace);
        }
      }
    }
    assertThat(sums).as("sums that were read back").isPositive();
  }

  private static Element element(TracedValue value, boolean isGradient, Random random) {
    List<Integer> index = new ArrayList<>();
    for (int size : value.value().shape().toArray()) {
      index.add(random.nextInt(size));
    }
    return new Element(value.name(), isGradient, index);
  }

  private static List<String> lines(Expansion expansion, int most) {
    return TerminalText.of(
        WhyReport.of(expansion, most, number -> "explain " + number, Wording.english()));
  }

  /// Checks the text with few and with all terms, and returns how many sums it has.
  private static int check(Expansion expansion, StepTrace trace) {
    List<String> text = lines(expansion, ALL);
    List<PrintedSum> all = PrintedSum.of(text);
    List<PrintedSum> few = PrintedSum.of(lines(expansion, FEW));
    boolean isSum = expansion.kind() == Expansion.Kind.SUM;
    assertThat(all).hasSize(isSum ? expansion.parts().size() : 0);
    assertThat(few).hasSameSizeAs(all);
    for (int i = 0; i < all.size(); i++) {
      double stored = expansion.parts().get(i).stored();
      for (PrintedSum sum : List.of(all.get(i), few.get(i))) {
        sum.terms().forEach(term -> requireProduct(term, sum.unit(), trace));
        requireTotal(sum, stored);
      }
      requireRest(all.get(i), few.get(i));
    }
    if (expansion.parts().size() > 1) {
      requireContributions(text, expansion);
    }
    return all.size();
  }

  private static void requireProduct(
      PrintedSum.PrintedTerm term, BigDecimal unit, StepTrace trace) {
    assertThat(term.a()).isEqualByComparingTo(printed(term.left(), trace));
    if (!term.right().equals("∂y/∂x")) {
      assertThat(term.b()).isEqualByComparingTo(printed(term.right(), trace));
    }
    // Nine digits of each factor are printed, so their product is right to about 10⁻⁸ of itself.
    double exact = term.a().multiply(term.b()).doubleValue() / unit.doubleValue();
    double half = PrintedSum.lastDigit(term.product()).doubleValue() / 2;
    assertThat(Math.abs(term.product().doubleValue() - exact))
        .as("%s", term)
        .isLessThanOrEqualTo(half * (1 + 1e-6) + 1e-8 * Math.abs(exact));
  }

  /// The number of the trace that the address names, as a table prints it.
  private static BigDecimal printed(String address, StepTrace trace) {
    Element element = Element.parse(address);
    TracedValue value = trace.value(element.value());
    Tensor numbers = element.isGradient() ? value.gradient().orElseThrow() : value.value();
    Shape shape = numbers.shape();
    return PrintedSum.number(NumberText.of(numbers.toDoubleArray()[element.flat(shape)], 9));
  }

  /// The rows add up to the printed sum in every digit, and the sum is that of the step.
  private static void requireTotal(PrintedSum sum, double stored) {
    BigDecimal total = BigDecimal.ZERO;
    for (PrintedSum.PrintedTerm term : sum.terms()) {
      total = total.add(term.product());
    }
    for (BigDecimal other : sum.others()) {
      total = total.add(other);
    }
    assertThat(total).as("%s", sum).isEqualByComparingTo(sum.sum());
    requireRounded(sum.sum(), stored / sum.unit().doubleValue());
  }

  private static void requireRounded(BigDecimal printed, double number) {
    assertThat(Math.abs(printed.doubleValue() - number))
        .as("%s for %s", printed, number)
        .isLessThanOrEqualTo(
            PrintedSum.lastDigit(printed).doubleValue() / 2 * (1 + 1e-6)
                + 1e-12 * Math.abs(number));
  }

  /// The row of the other terms is the sum of the rows that the longer table has.
  private static void requireRest(PrintedSum all, PrintedSum few) {
    if (all.terms().size() > few.terms().size()) {
      double others = 0;
      for (PrintedSum.PrintedTerm term :
          all.terms().subList(few.terms().size(), all.terms().size())) {
        others += term.product().doubleValue();
      }
      double digit = PrintedSum.lastDigit(few.sum()).doubleValue();
      assertThat(Math.abs(few.others().getFirst().doubleValue() - others))
          .as("%s and %s", few, all)
          .isLessThanOrEqualTo(digit * (1 + all.terms().size()) / 2.0);
    }
  }

  /// The contributions of the uses and the row for rounding add up to the printed gradient.
  private static void requireContributions(List<String> lines, Expansion expansion) {
    int at = lines.indexOf("contributions, in the order in which they are added") + 1;
    assertThat(at).isPositive();
    if (lines.get(at).strip().startsWith("10")) {
      at++;
    }
    BigDecimal total = BigDecimal.ZERO;
    int rows = 0;
    while (!lines.get(at).strip().startsWith(expansion.element() + " ")) {
      total = total.add(PrintedSum.lastNumber(lines.get(at++)));
      rows++;
    }
    assertThat(rows).isGreaterThanOrEqualTo(expansion.parts().size());
    assertThat(total).isEqualByComparingTo(PrintedSum.lastNumber(lines.get(at)));
  }
}
