package dev.adjoint.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void accuracyIsTheShareOfRightLargestOutputs() {
    Tensor outputs = Tensor.of(new float[][] {{1, 2}, {3, 0}, {0, 1}, {5, 4}});
    assertThat(Metrics.accuracy(outputs, Tensor.of(1L, 0, 0, 0))).isEqualTo(0.75);
    assertThatThrownBy(() -> Metrics.accuracy(outputs, Tensor.of(1L)))
        .hasMessage(
            "accuracy: outputs [4, 2] need whole class indices [4] but got I64 [1]; give one class"
                + " index for each row of scores");
  }

  @Test
  void errorsAreInUnitsOfTheTarget() {
    // Errors 1, −1, 2: mean absolute 4/3, mean square 2; targets 1, 2, 3 spread by 2.
    Tensor y = Tensor.of(2f, 1f, 5f);
    Tensor t = Tensor.of(1f, 2f, 3f);
    assertThat(Metrics.mae(y, t)).isCloseTo(4.0 / 3, within(1e-12));
    assertThat(Metrics.rmse(y, t)).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(Metrics.r2(y, t)).isCloseTo(1 - 6.0 / 2, within(1e-12));
    assertThat(Metrics.r2(y, Tensor.ones(3))).isNaN();
  }

  @Test
  void theConfusionMatrixCountsTruthByRowAndPredictionByColumn() {
    ConfusionMatrix matrix = ConfusionMatrix.of(Tensor.of(0L, 1, 1, 2), Tensor.of(0L, 0, 1, 1), 3);
    assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{1, 1, 0}, {0, 1, 1}, {0, 0, 0}});
    assertThat(matrix.accuracy()).isEqualTo(0.5);
    assertThat(matrix.recall(0)).isEqualTo(0.5);
    assertThat(matrix.precision(0)).isEqualTo(1);
    assertThat(matrix.recall(2)).isNaN();
    assertThat(matrix.f1(0)).isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void theConfusionMatrixNamesAClassItHasNoPlaceFor() {
    assertThatThrownBy(() -> ConfusionMatrix.of(Tensor.of(0L, 3L), Tensor.of(0L, 1L), 2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(
            "confusion matrix: prediction 3 of sample 1 is outside 0 … 1; count classes from 0, or"
                + " give more classes");
  }

  @Test
  void aMatrixOfNoClassesOrOfNegativeCountsIsRefused() {
    Tensor none = Tensor.zeros(ElementType.I64, 0);
    for (int classes : new int[] {-1, 0}) {
      assertThatThrownBy(() -> ConfusionMatrix.of(none, none, classes))
          .hasMessage(
              "confusion matrix: the number of classes is %d but must be at least 1; give that of the"
                      .formatted(classes)
                  + " network's outputs");
    }
    assertThatThrownBy(() -> new ConfusionMatrix(new long[][] {{1, 2}}))
        .hasMessage(
            "confusion matrix: there are 1 rows but one of them has 2 columns; give a square matrix");
    assertThatThrownBy(() -> new ConfusionMatrix(new long[][] {{-1}}))
        .hasMessage("confusion matrix: a count is -1 but must be at least 0; count samples");
  }
}
