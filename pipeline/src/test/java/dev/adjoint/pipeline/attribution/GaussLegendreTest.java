package dev.adjoint.pipeline.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quadrature of integrated gradients.
final class GaussLegendreTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 64, 257})
  void polynomialsUpToItsDegreeAreExact(int n) {
    GaussLegendre rule = GaussLegendre.of(n);
    assertThat(Arrays.stream(rule.weights()).sum()).isCloseTo(1, within(1e-13));
    assertThat(rule.points()).isSorted();
    for (int degree : new int[] {0, 1, n, 2 * n - 1}) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += rule.weights()[i] * Math.pow(rule.points()[i], degree);
      }
      assertThat(sum).as("degree %d", degree).isCloseTo(1.0 / (degree + 1), within(1e-13));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void theNextDegreeIsNotExact(int n) {
    GaussLegendre rule = GaussLegendre.of(n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += rule.weights()[i] * Math.pow(rule.points()[i], 2 * n);
    }
    assertThat(Math.abs(sum - 1.0 / (2 * n + 1))).isGreaterThan(1e-9);
  }
}
