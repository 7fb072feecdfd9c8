package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.NumberTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Columns of answers never replace each other, and numbers keep the digits that say something.
final class PredictionsTest {

  @Test
  void columnsAreNamedByTheTargetAndTheClasses() {
    var answers = answers("kind", List.of("a", "b"));
    assertThat(answers.columns().keySet()).containsExactly("kind", "probability", "p(a)", "p(b)");
    assertThat(answers.columns().get("kind")).containsExactly("b", "a");
    assertThat(answers.columns().get("probability")).containsExactly(0.75f, 1f);
    assertThat(answers.columns().get("p(a)")).containsExactly(0.25f, 1f);
  }

  @Test
  void aTargetWithTheNameOfAnotherColumnKeepsIt() {
    for (String name : List.of("probability", "p(a)", "p(b)", "probability_2", "prediction")) {
      var columns = answers(name, List.of("a", "b")).columns();
      assertThat(columns).as(name).hasSize(4);
      assertThat(columns.keySet()).first().isEqualTo(name);
      assertThat(columns.get(name)).as(name).containsExactly("b", "a");
    }
    assertThat(answers("probability", List.of("a", "b")).columns().keySet())
        .containsExactly("probability", "probability_2", "p(a)", "p(b)");
    assertThat(answers("p(a)", List.of("a", "b")).columns().keySet())
        .containsExactly("p(a)", "probability", "p(a)_2", "p(b)");
    assertThat(answers("p(a)", List.of("a", "a)_2")).columns().keySet())
        .containsExactly("p(a)", "probability", "p(a)_2", "p(a)_2)");
  }

  @Test
  void numbersAreWrittenToTheStepOfTheModel() {
    assertThat(FigureText.of(1e9 + 0.123456789, 6e-8)).isEqualTo("1000000000.123456836");
    assertThat(FigureText.of(39.123458862304688, 6e-8 * 5)).isEqualTo("39.12345886");
    assertThat(FigureText.of(1234567.0, 6e-3)).isEqualTo("1234567");
    assertThat(FigureText.of(123456789012.0, 1e4)).isEqualTo("123456789012");
    assertThat(FigureText.of(-0.0, 1e-7)).isEqualTo("0");
    assertThat(FigureText.of(1e300, 1e293)).isEqualTo("1.0E300");
    assertThat(FigureText.of(1.5e-40, 1e-47)).isEqualTo("1.5E-40");
  }

  @Test
  void numbersAreTurnedBackInDoublePrecision() {
    var answers =
        new Predictions(new NumberTarget("y", 1e9, 2), new float[] {0.5f, -0.25f}, List.of());
    assertThat(answers.columns()).containsOnlyKeys("y");
    assertThat(answers.columns().get("y"))
        .extracting(Object::toString)
        .containsExactly("1000000001", "999999999.5");
    assertThat(((Prediction.OfNumber) answers.get(1)).value()).isEqualTo(999999999.5);
  }

  private static Predictions answers(String target, List<String> classes) {
    return new Predictions(
        new ClassTarget(target, classes), new float[] {0.25f, 0.75f, 1, 0}, List.of());
  }
}
