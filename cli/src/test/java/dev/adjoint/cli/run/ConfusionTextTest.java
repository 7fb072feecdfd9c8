package dev.adjoint.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfusionTextTest {

  @Test
  void fewClassesAreAMatrix() {
    ConfusionMatrix matrix = new ConfusionMatrix(new long[][] {{8, 2}, {1, 9}});

    assertThat(ConfusionText.of(matrix, List.of("cat", "dog")))
        .isEqualTo(
            """
            truth \\ predicted     cat     dog   recall
            cat                     8       2    0.800
            dog                     1       9    0.900
            precision           0.889   0.818\
            """);
  }

  @Test
  void manyClassesAreAListThatBeginsWithTheWorst() {
    long[][] counts = new long[21][21];
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      counts[i][i] = 10;
      classes.add("class " + i);
    }
    counts[7][3] = 30;
    counts[7][4] = 5;
    counts[12][20] = 10;
    counts[5][5] = 0;

    assertThat(ConfusionText.of(new ConfusionMatrix(counts), classes).lines())
        .hasSize(22)
        .startsWith(
            "class     samples   recall  precision  most often taken for",
            "class 7        45    0.222      1.000  class 3 30",
            "class 12       20    0.500      1.000  class 20 10",
            "class 0        10    1.000      1.000")
        .endsWith("class 5         0        -          -");
  }
}
