package dev.adjoint.explain.lesson;

import org.junit.jupiter.api.Test;

class MatricesTest {

  private static final double EXACT = 1e-12;
  private final Worked lesson = Worked.lesson(5);

  @Test
  void thePerceptronInMatricesHasTheStatedNumbers() {
    lesson.value("matrix.h", EXACT, 0.6, 1.4);
    lesson.value("matrix.y", EXACT, 1.14, 1.54);
    lesson.value("matrix.L", EXACT, 0.5506);
    lesson.derivative("matrix.dW2", EXACT, 0.084, 0.196, 0.624, 1.456);
    lesson.derivative("matrix.dW1", EXACT, 1.596, 1.596, 1.832, 1.832);
    lesson.value("matrix.newW2", EXACT, 0.4916, 0.5804, 0.6376, 0.6544);
    lesson.value("matrix.newW1", EXACT, -0.0596, 0.0404, 0.1168, 0.2168);
  }

  @Test
  void theSumOfTheOutputsOfLinearLayersHasGradientsDownToTheInput() {
    // b1 = [0.1, 0.2] makes h = [0.7, 1.6]; W2ᵀ·1 = [1.2, 1.4].
    lesson.derivative("linear.dW2", EXACT, 0.7, 1.6, 0.7, 1.6);
    lesson.derivative("linear.db2", EXACT, 1, 1);
    lesson.derivative("linear.dW1", EXACT, 2.4, 2.4, 2.8, 2.8);
    lesson.derivative("linear.db1", EXACT, 1.2, 1.4);
    lesson.derivative("linear.dx", EXACT, 0.54, 0.8);
  }
}
