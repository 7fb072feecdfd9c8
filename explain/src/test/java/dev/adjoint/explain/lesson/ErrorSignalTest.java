package dev.adjoint.explain.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.lesson.working.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorSignalTest {

  private static final double EXACT = 1e-12;
  private final Worked lesson = Worked.lesson(3);

  @Test
  void fourThousandStepsLeadToTheLowestPoint() {
    lesson.derivative("long.gradient", EXACT, 4, 8);
    lesson.value("long.x", EXACT, -1);
    lesson.value("long.y", EXACT, 0);
    lesson.value("long.f", EXACT, 1);
  }

  @Test
  void everyValueOfTheNetIsLabelledByItsRole() {
    assertThat(roles("parameter"))
        .containsExactly("hidden.weight", "hidden.bias", "output.weight", "output.bias");
    assertThat(roles("activation"))
        .containsExactly("s = W1·x + b1", "h = relu(s)", "z = W2·h + b2");
    assertThat(roles("hyperparameter"))
        .containsExactly("learning rate η", "momentum", "hidden units", "number of steps");
    assertThat(roles("input")).containsExactly("x");
    assertThat(roles("target")).containsExactly("t");
    assertThat(roles("loss")).containsExactly("L = ½·(z − t)²");
    lesson.value("roles.learned", 0, 9);
    lesson.value("roles.computed", 0, 5);
  }

  private List<String> roles(String role) {
    return lesson.working().parts().stream()
        .filter(part -> part instanceof Part.Table table && table.header().size() == 4)
        .map(Part.Table.class::cast)
        .flatMap(table -> table.rows().stream())
        .filter(row -> row.get(1).equals(role))
        .map(List::getFirst)
        .toList();
  }

  @Test
  void theChainRuleMultipliesAlongAWayAndAddsWhereWaysMeet() {
    lesson.value("chain.product", 5e-7, 1.240883);
    lesson.derivative("branch.dx", EXACT, 54);
    lesson.value("branch.a", EXACT, 18);
    lesson.value("branch.b", EXACT, 36);
    lesson.value("branch.sum", EXACT, 54);
  }

  @Test
  void theErrorSignalsAreThoseOfTheFormulas() {
    // y = [0.610445, 0.497949]: δ = (y − t)·y·(1 − y).
    lesson.derivative("delta2", 5e-6, -0.068857, 0.099486);
    lesson.derivative("delta1", 5e-6, -0.023471, 0.013172, -0.008602);
    lesson.value("signal.delta2", 5e-6, -0.068857, 0.099486);
    lesson.value("signal.delta1", 5e-6, -0.023471, 0.013172, -0.008602);
    lesson.claim("signal.smaller");
  }
}
