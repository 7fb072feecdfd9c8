package dev.adjoint.bench.why;

import dev.adjoint.bench.compare.Machine;
import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.NumericSeal;
import dev.adjoint.explain.why.Why;
import dev.adjoint.tensor.Shape;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Takes random numbers of traced steps apart and prints, as Markdown, whether both checks of each
/// hold and how long one answer takes.
final class WhyTimes {

  private static final int ELEMENTS = 1_000;

  /// Answers that are given before times count, so that the code is compiled.
  private static final int BEFORE = 50;

  private static final long SEED = 17;

  private WhyTimes() {}

  /// Prints a line for each model.
  ///
  /// @param arguments the number of elements of each model, 1,000 without one, and words of the
  ///   names of the models, all without any
  public static void main(String[] arguments) {
    int elements = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ELEMENTS;
    List<String> words =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    System.out.printf(
        "# How long the question why takes%n%nMeasured %s by `bench/why %d`; the step is traced before.%n%n",
        LocalDate.now(ZoneId.systemDefault()), elements);
    Machine.facts().forEach(fact -> System.out.println("- " + fact));
    System.out.printf(
        "%n| model | numbers | bits from the products | bits by the kernel | kinks | not checked in F64 | wrong | median | 95 %% | longest |%n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|%n");
    int wrong = 0;
    for (AskedStep step : AskedStep.all()) {
      if (words.isEmpty() || words.stream().anyMatch(step.name()::contains)) {
        wrong += row(step, elements);
      }
    }
    if (wrong > 0) {
      System.exit(1);
    }
  }

  private static int row(AskedStep step, int elements) {
    StepTrace trace = step.trace();
    Why why = Why.of(trace);
    List<TracedValue> values =
        trace.values().stream().filter(value -> value.role() != Role.CONSTANT).toList();
    Random random = new Random(SEED);
    for (int i = 0; i < BEFORE; i++) {
      why.explain(draw(values, random));
    }
    double[] times = new double[elements];
    List<Element> wrong = new ArrayList<>();
    int fromTerms = 0;
    int byKernel = 0;
    int kinks = 0;
    int unchecked = 0;
    for (int i = 0; i < elements; i++) {
      Element element = draw(values, random);
      long start = System.nanoTime();
      Expansion expansion = why.explain(element);
      times[i] = (System.nanoTime() - start) / 1e6;
      boolean ofTerms =
          expansion.parts().stream().allMatch(part -> part.replay().fromTerms())
              && expansion.replay().fromTerms();
      fromTerms += ofTerms ? 1 : 0;
      byKernel += ofTerms ? 0 : 1;
      kinks += expansion.numeric().verdict() == NumericSeal.Verdict.KINK ? 1 : 0;
      unchecked += expansion.numeric().verdict() == NumericSeal.Verdict.NOT_POSSIBLE ? 1 : 0;
      if (!expansion.holds()) {
        wrong.add(element);
      }
    }
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %d | %.1f ms | %.1f ms | %.1f ms |%n",
        step.name(),
        elements,
        fromTerms,
        byKernel,
        kinks,
        unchecked,
        wrong.size(),
        sorted[elements / 2],
        sorted[Math.min(elements - 1, (int) Math.ceil(0.95 * elements) - 1)],
        sorted[elements - 1]);
    wrong.forEach(element -> System.out.println("  wrong: " + element));
    return wrong.size();
  }

  /// A random element of a random value; two times in three of its gradient, if it has one.
  private static Element draw(List<TracedValue> values, Random random) {
    TracedValue value = values.get(random.nextInt(values.size()));
    Shape shape = value.value().shape();
    List<Integer> index = new ArrayList<>();
    for (int size : shape.toArray()) {
      index.add(random.nextInt(size));
    }
    boolean isGradient = value.gradient().isPresent() && random.nextInt(3) > 0;
    return new Element(value.name(), isGradient, index);
  }
}
