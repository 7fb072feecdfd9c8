package dev.adjoint.explain.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.lesson.working.Part;
import org.junit.jupiter.api.Test;

class ByHandTest {

  private static final double EXACT = 1e-12;
  private final Worked lesson = Worked.lesson(1);

  @Test
  void theForwardPassHasTheStatedNumbers() {
    lesson.value("s", EXACT, 0.58, 1.06);
    lesson.value("h", EXACT, 0.58, 1.06);
    lesson.value("z", EXACT, 1.326);
    lesson.value("L", EXACT, 0.227138);
  }

  @Test
  void theGradientsHaveTheStatedNumbers() {
    lesson.derivative("dz", EXACT, -0.674);
    lesson.derivative("dW2", EXACT, -0.39092, -0.71444);
    lesson.derivative("db2", EXACT, -0.674);
    lesson.derivative("dh", EXACT, -0.337, -0.4044);
  }

  @Test
  void oneStepLeadsToTheStatedWeightsAndOutput() {
    lesson.value("newW2", EXACT, 0.539092, 0.671444);
    lesson.value("newb2", EXACT, 0.4674);
    lesson.value("newW1", EXACT, 0.23033, 0.3337, 0.436396, 0.54044);
    lesson.value("newb1", EXACT, 0.1337, 0.24044);
    lesson.value("newZ", 5e-14, 1.6191548740856);
  }

  @Test
  void theScalarGraphHasTheStatedNumbersBeforeAndAfterItsStep() {
    lesson.value("p", EXACT, 3);
    lesson.value("f", EXACT, 9);
    lesson.derivative("df/dx", EXACT, 3);
    lesson.derivative("df/dy", EXACT, -3);
    lesson.derivative("df/dz", EXACT, 3);
    lesson.value("moved", EXACT, 3.7, 1.3, 2.7);
    lesson.value("newF", EXACT, 6.48);
  }

  @Test
  void theThreeErrataAreShownBesideWhatIsMeasured() {
    lesson.value("errata.L", 5e-7, 0.227138);
    lesson.value("errata.z", 5e-7, 1.619155);
    lesson.value("errata.dp", 1e-9, -1);
    lesson.claim("errata.all");
    assertThat(lesson.working().parts())
        .filteredOn(part -> part instanceof Part.Table)
        .singleElement()
        .extracting(Part.Table.class::cast)
        .satisfies(table ->
            assertThat(table.rows().stream().map(row -> row.get(1)))
                .containsExactly("0.37826", "1.618296", "1"));
  }
}
