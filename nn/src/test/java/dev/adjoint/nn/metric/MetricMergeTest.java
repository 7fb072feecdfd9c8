package dev.adjoint.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Metrics over batches of different sizes are those of all samples at once.
class MetricMergeTest {

  private static final int[] CUTS = {0, 1, 8, 9, 30, 37};

  private static double merged(Metric metric, Tensor outputs, Tensor target) {
    double[] state = metric.state(outputs.slice(0, 0, 1), target.slice(0, 0, 1));
    for (int i = 1; i + 1 < CUTS.length; i++) {
      int from = CUTS[i];
      int to = CUTS[i + 1];
      state =
          metric.merge(state, metric.state(outputs.slice(0, from, to), target.slice(0, from, to)));
    }
    return metric.value(state);
  }

  @Test
  void classMetricsAreExactOverBatches() {
    var random = new SplittableRandom(4);
    Tensor outputs = Tensor.normal(Shape.of(37, 5), 0, 1, random);
    Tensor target = Tensor.randint(Shape.of(37), 0, 5, random);
    List<Metric> metrics =
        List.of(
            new Accuracy(),
            new TopKAccuracy(2),
            new Precision(),
            new Recall(),
            new F1Score(),
            new Perplexity());
    for (Metric metric : metrics) {
      assertThat(merged(metric, outputs, target))
          .as(metric.name())
          .isCloseTo(metric.of(outputs, target), within(1e-12));
    }
    assertThat(new TopKAccuracy(1).of(outputs, target))
        .isEqualTo(new Accuracy().of(outputs, target));
    assertThat(new TopKAccuracy(5).of(outputs, target)).isEqualTo(1);
  }

  @Test
  void numberMetricsAreExactOverBatchesAlsoFarFromZero() {
    var random = new SplittableRandom(5);
    Tensor target = Tensor.normal(Shape.of(37, 1), 1000, 0.1, random);
    Tensor outputs = target.add(Tensor.normal(Shape.of(37, 1), 0, 0.05, random));
    for (Metric metric :
        List.of(new MeanAbsoluteError(3), new RootMeanSquaredError(), new R2Score())) {
      assertThat(merged(metric, outputs, target))
          .as(metric.name())
          .isCloseTo(metric.of(outputs, target), within(1e-9));
    }
    assertThat(new R2Score().of(outputs, target)).isBetween(0.4, 0.95);
    assertThat(
            merged(new R2Score(), outputs, Tensor.full(target.elementType(), target.shape(), 0.1)))
        .isNaN();
  }

  @Test
  void macroAveragesLeaveOutClassesThatDoNotOccur() {
    // Predicted 0, 0, 1 for the classes 0, 1, 1; class 2 does not occur.
    Tensor outputs = Tensor.of(new float[][] {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}});
    Tensor target = Tensor.of(0L, 1, 1);
    assertThat(new Precision().of(outputs, target)).isCloseTo((0.5 + 1) / 2, within(1e-15));
    assertThat(new Recall().of(outputs, target)).isCloseTo((1 + 0.5) / 2, within(1e-15));
    assertThat(new F1Score().of(outputs, target)).isCloseTo(2.0 / 3, within(1e-15));
  }

  @Test
  void paddingDoesNotCount() {
    Tensor logits = Tensor.zeros(2, 3, 4);
    Tensor target = Tensor.of(new long[] {0, 1, -1, 0, -1, -1}, Shape.of(2, 3));
    assertThat(new Perplexity().withIgnoreIndex(-1).of(logits, target)).isCloseTo(4, within(1e-12));
    assertThat(new Accuracy().withIgnoreIndex(-1).of(logits, target))
        .isCloseTo(2.0 / 3, within(1e-15));
  }

  @Test
  void yesAndNoAreDecidedByTheThreshold() {
    Tensor outputs = Tensor.of(-1f, 0.2f, 0.7f, 0f);
    Tensor target = Tensor.of(0f, 0f, 1f, 0f);
    assertThat(new BinaryAccuracy().of(outputs, target)).isEqualTo(0.75);
    assertThat(new BinaryAccuracy(0.5).of(outputs, target)).isEqualTo(1);
  }
}
