package dev.adjoint.explain.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.lesson.working.Derivative;
import org.junit.jupiter.api.Test;

class AutomaticTest {

  private static final double EXACT = 1e-12;
  private final Worked lesson = Worked.lesson(4);

  @Test
  void twoWeightsHaveTheStatedGuessLossAndGradients() {
    lesson.value("auto.z", EXACT, 1);
    lesson.value("auto.guess", EXACT, -0.3);
    lesson.value("auto.L", EXACT, 0.845);
    lesson.derivative("auto.dw2", EXACT, -1.3);
    lesson.derivative("auto.dw1", EXACT, 0.78);
    lesson.value("auto.formula2", EXACT, -1.3);
    lesson.value("auto.formula1", EXACT, 0.78);
  }

  @Test
  void aModelOfOnesOwnIsCheckedAndTrained() {
    lesson.value("model.count", 0, 241);
    assertThat(lesson.working().derivatives())
        .filteredOn(derivative -> derivative.id().startsWith("model."))
        .extracting(Derivative::id)
        .containsExactly(
            "model.dhidden.weight",
            "model.dhidden.bias",
            "model.doutput.weight",
            "model.doutput.bias");
    lesson.claim("model.falls");
  }
}
