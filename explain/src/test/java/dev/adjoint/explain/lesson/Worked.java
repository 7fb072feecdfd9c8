package dev.adjoint.explain.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.lesson.working.Check;
import dev.adjoint.explain.lesson.working.Claim;
import dev.adjoint.explain.lesson.working.Derivative;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Working;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The lessons worked once for all tests, and what is asked of their numbers.
final class Worked {

  private static final Map<Lesson, Worked> LESSONS = new EnumMap<>(Lesson.class);

  private final Working working;

  private Worked(Working working) {
    this.working = working;
  }

  static synchronized Worked lesson(int number) {
    Lesson lesson = Lesson.numbered(number).orElseThrow();
    return LESSONS.computeIfAbsent(
        lesson, l -> new Worked(l.run(LessonWords.english(), realDigits())));
  }

  /// The real digits, which are outside the project and may be missing.
  static Optional<Path> realDigits() {
    Path folder = Path.of(System.getProperty("adjoint.data", "../../shared/data"), "mnist");
    return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
  }

  Working working() {
    return working;
  }

  /// The computed value must be within half a unit of the last digit that is given.
  void value(String id, double tolerance, double... stated) {
    Quantity quantity = working.quantity(id).orElseThrow();
    assertThat(quantity.value().toDoubleArray()).as(id).containsExactly(stated, within(tolerance));
    assertThat(quantity.agrees()).as(id).isTrue();
  }

  /// The same for a derivative, whose numeric check must agree too.
  void derivative(String id, double tolerance, double... stated) {
    Derivative derivative = working.derivative(id).orElseThrow();
    assertThat(derivative.analytic().toDoubleArray())
        .as(id)
        .containsExactly(stated, within(tolerance));
    assertThat(derivative.numeric().toDoubleArray()).as(id).containsExactly(stated, within(1e-6));
    assertThat(derivative.agrees()).as(id).isTrue();
  }

  void claim(String id) {
    assertThat(working.checks())
        .filteredOn(check -> check instanceof Claim && check.id().equals(id))
        .hasSize(1)
        .allMatch(Check::agrees);
  }
}
