package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class TemperatureTest {

  private static final int SAMPLES = 4000;

  /// Labels are drawn from the softmax of logits, so the logits times 3 have the temperature 3.
  @Test
  void theTemperatureOfLogitsThatAreTooLargeIsFound() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    float[] z = new float[3 * SAMPLES];
    long[] labels = new long[SAMPLES];
    for (int n = 0; n < SAMPLES; n++) {
      double total = 0;
      for (int k = 0; k < 3; k++) {
        z[3 * n + k] = (float) random.nextGaussian();
        total += Math.exp(z[3 * n + k]);
      }
      double u = random.nextDouble() * total;
      while (labels[n] < 2 && u > Math.exp(z[3 * n + (int) labels[n]])) {
        u -= Math.exp(z[3 * n + (int) labels[n]]);
        labels[n]++;
      }
    }
    Tensor logits = Tensor.of(z, Shape.of(SAMPLES, 3)).multiply(3);
    Tensor truth = Tensor.of(labels);
    double temperature = Temperature.fit(logits, truth);
    assertThat(temperature).isCloseTo(3, within(0.3));
    CrossEntropyLoss loss = new CrossEntropyLoss();
    double best = loss.of(logits.divide(temperature), truth).item();
    for (double other : new double[] {1, 2, 0.9 * temperature, 1.1 * temperature, 4}) {
      assertThat(loss.of(logits.divide(other), truth).item()).isGreaterThan(best);
    }
  }

  @Test
  void itStaysAboveZeroWhereEveryAnswerIsRight() {
    Tensor logits = Tensor.of(new float[] {2, 0, 0, 2, 2, 0}, Shape.of(3, 2));
    // The true class counts 4/5, so the difference of the logits must be log 4: T = 2 / log 4.
    assertThat(Temperature.fit(logits, Tensor.of(new long[] {0, 1, 0})))
        .isCloseTo(2 / Math.log(4), within(1e-9));
  }
}
